//! What the linker knows of the program's data: which things it is made of, and where their addresses stand.
//!
//! The finished program has bytes and numbers only. So the linker leaves its notes in its own file (`--emit-relocs`): each
//! address that it has put into the code or into other data, and of what it is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{
    Data, DataKind, KnownCustom, Linking, LinkingSectionReader, Operator, Parser, Payload,
    RelocationEntry, RelocationType, SymbolInfo,
};

/// A number in the linker's table of symbols.
type Symbol = u32;

/// The linker's notes.
#[derive(Default)]
pub(crate) struct Linked {
    /// Where each thing lies in the memory.
    things: BTreeMap<Symbol, Range<u32>>,
    /// What a number in the code is the address of, where it is one. By chance it may be a number like any other.
    meant: BTreeMap<u32, BTreeSet<Symbol>>,
    /// The things whose addresses a thing holds.
    holds: BTreeMap<Symbol, BTreeSet<Symbol>>,
    /// The data as it was linked, by address.
    segments: BTreeMap<u32, Vec<u8>>,
}

impl Linked {
    /// # Errors
    /// Where the file has no notes, or some that are not understood.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self> {
        let mut linked = Self::default();
        // By where they stand in the data section, as the notes name them.
        let mut places: Vec<(usize, u32)> = vec![];
        let (mut code, mut data) = (vec![], vec![]);
        for part in Parser::new(0).parse_all(bytes) {
            match part? {
                Payload::DataSection(section) => {
                    let start = section.range().start;
                    for segment in section {
                        let segment = segment?;
                        let address = address(&segment)?;
                        places.push((segment.range.end - segment.data.len() - start, address));
                        linked.segments.insert(address, segment.data.to_vec());
                    }
                }
                Payload::CustomSection(section) => match (section.name(), section.as_known()) {
                    (_, KnownCustom::Linking(notes)) => linked.name_things(&places, &notes)?,
                    ("reloc.CODE", KnownCustom::Reloc(notes)) => {
                        code = notes.entries().into_iter().collect::<Result<_, _>>()?;
                    }
                    ("reloc.DATA", KnownCustom::Reloc(notes)) => {
                        data = notes.entries().into_iter().collect::<Result<_, _>>()?;
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        ensure!(
            !linked.things.is_empty() && !code.is_empty(),
            "the linker has left no notes (--emit-relocs)"
        );
        for note in &code {
            if let Some((symbol, address)) = linked.address_in(note)? {
                linked.meant.entry(address).or_default().insert(symbol);
            }
        }
        for note in &data {
            let Some((symbol, _)) = linked.address_in(note)? else {
                continue;
            };
            let at = usize::try_from(note.offset)?;
            let (start, address) = places
                .iter()
                .rfind(|(start, _)| *start <= at)
                .context("an address stands in no data")?;
            let at = address + u32::try_from(at - start)?;
            let holders: Vec<Symbol> = linked
                .things
                .iter()
                .filter(|(_, range)| range.contains(&at))
                .map(|(symbol, _)| *symbol)
                .collect();
            ensure!(!holders.is_empty(), "an address stands in nothing");
            for holder in holders {
                linked.holds.entry(holder).or_default().insert(symbol);
            }
        }
        Ok(linked)
    }

    fn name_things(
        &mut self,
        places: &[(usize, u32)],
        notes: &LinkingSectionReader<'_>,
    ) -> Result<()> {
        for part in notes.subsections() {
            let Linking::SymbolTable(symbols) = part? else {
                continue;
            };
            for (number, symbol) in (0..).zip(symbols) {
                if let SymbolInfo::Data {
                    symbol: Some(thing),
                    ..
                } = symbol?
                {
                    let (_, segment) = places
                        .get(usize::try_from(thing.index)?)
                        .context("a thing is in no data")?;
                    let start = segment + thing.offset;
                    self.things.insert(number, start..start + thing.size);
                }
            }
        }
        Ok(())
    }

    /// The thing whose address the linker has put there, and the number that now stands there.
    fn address_in(&self, note: &RelocationEntry) -> Result<Option<(Symbol, u32)>> {
        match note.ty {
            RelocationType::MemoryAddrLeb
            | RelocationType::MemoryAddrSleb
            | RelocationType::MemoryAddrI32 => {
                let Some(thing) = self.things.get(&note.index) else {
                    return Ok(None);
                };
                let beside = i32::try_from(note.addend)?;
                Ok(Some((note.index, thing.start.wrapping_add_signed(beside))))
            }
            RelocationType::FunctionIndexLeb
            | RelocationType::TableIndexSleb
            | RelocationType::TableIndexI32
            | RelocationType::TypeIndexLeb
            | RelocationType::GlobalIndexLeb
            | RelocationType::TableNumberLeb => Ok(None),
            other => bail!("the linker has left a note that is not understood: {other:?}"),
        }
    }

    /// Whether this is the data that was linked.
    pub(crate) fn is_of(&self, segments: &BTreeMap<u32, Vec<u8>>) -> bool {
        self.segments == *segments
    }

    /// Where that lies which one part of the program can reach and the other cannot, by the numbers in the code of both.
    pub(crate) fn of_one_alone(
        &self,
        one: &BTreeSet<u32>,
        other: &BTreeSet<u32>,
    ) -> Vec<Range<u32>> {
        let bytes = |symbols: &BTreeSet<Symbol>| -> BTreeSet<u32> {
            symbols
                .iter()
                .flat_map(|symbol| self.things[symbol].clone())
                .collect()
        };
        let other = bytes(&self.reached(other));
        let something: BTreeSet<u32> = self.things.values().cloned().flatten().collect();
        let mut ranges: Vec<Range<u32>> = vec![];
        for byte in bytes(&self.reached(one)).difference(&other) {
            match ranges.last_mut() {
                // Nothing but what aligns the next thing lies between.
                Some(last)
                    if byte - last.end < 16
                        && !(last.end..*byte).any(|between| something.contains(&between)) =>
                {
                    last.end = byte + 1;
                }
                _ => ranges.push(*byte..byte + 1),
            }
        }
        ranges
    }

    fn reached(&self, numbers: &BTreeSet<u32>) -> BTreeSet<Symbol> {
        let mut open: Vec<Symbol> = numbers
            .iter()
            .filter_map(|number| self.meant.get(number))
            .flatten()
            .copied()
            .collect();
        let mut reached = BTreeSet::new();
        while let Some(next) = open.pop() {
            if reached.insert(next) {
                open.extend(self.holds.get(&next).into_iter().flatten());
            }
        }
        reached
    }
}

fn address(segment: &Data<'_>) -> Result<u32> {
    let DataKind::Active { offset_expr, .. } = &segment.kind else {
        bail!("data that has no place yet");
    };
    match offset_expr.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        _ => bail!("data whose place is not known"),
    }
}
