//! Cuts a wasm module in two, so that what few need is loaded later.
//!
//! Given are the *gates*: functions that nothing calls before the second module is there. What can be reached through
//! gates alone moves into the second module; what can be reached in any other way stays. So the cut follows from the
//! program, and no call can run into what is missing, but through a gate that was opened too early: that traps.
//!
//! Both modules share memory, tables and globals, which the second takes from the first, together with the functions that
//! it calls there. A gate in the first module is a call through a new slot of the function table, which the second module
//! fills as it starts; it fills those slots too whose functions have moved. A function whose address is taken stays,
//! unless only moved functions can have made use of it: the toolchain leaves no trace of who takes an address, so its
//! name must say that it belongs to a gate ([`split`]).
//!
//! Data goes where it is read: what only moved functions can reach moves with them. Who holds an address of data the
//! linker knows (`linked.rs`).

mod linked;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use linked::Linked;
use walrus::ir::{self, Visitor};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId,
    FunctionKind, GlobalKind, ImportedFunction, Module, ModuleConfig, TableId,
};

/// Under this name the second module asks for what is the first one's. All names under it begin with a `$`, as no name of
/// the program's own does.
const FIRST: &str = "$";

/// The two modules.
#[derive(Debug)]
pub struct Parts {
    /// What is loaded at once.
    pub first: Vec<u8>,
    /// What is loaded later.
    pub rest: Vec<u8>,
    /// How many functions there are.
    pub functions: usize,
    /// How many of them moved.
    pub moved: usize,
}

/// A function by its place among all of them, which both copies of the module agree on.
type Place = usize;

/// Cuts a module. A gate is named as Rust names it, without the hashes (`vitrine::ui::panel::open`). What ends in `::` is no
/// gate but a name before which only gates can have been passed (`vitrine::ui::cart::`, or `<vitrine::port::Frame>::` for a
/// type's functions): what is within it, or within a gate (a closure, say), moves even where its address is taken. The
/// compiler may have left nothing of it; a gate must be there.
///
/// `linked` is the file that the module was made from, with the linker's notes: data that only the second module reads moves
/// as well. Without it all data stays.
///
/// # Errors
/// Where `whole` is no module with names, or a gate is not in it, or `linked` has no notes or is of another module.
pub fn split(whole: &[u8], linked: Option<&[u8]>, gates: &[String]) -> Result<Parts> {
    let linked = linked.map(Linked::read).transpose()?;
    let plan = Plan::new(&parse(whole)?, linked.as_ref(), gates)?;
    Ok(Parts {
        first: plan.first(parse(whole)?)?,
        rest: plan.rest(parse(whole)?)?,
        functions: plan.functions,
        moved: plan.moved.len(),
    })
}

fn parse(bytes: &[u8]) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config.generate_producers_section(false);
    let mut module = config.parse(bytes).context("this is no wasm module")?;
    // The linker's notes are not shipped.
    let notes: Vec<_> = module
        .customs
        .iter()
        .filter(|(_, section)| section.name() == "linking" || section.name().starts_with("reloc."))
        .map(|(id, _)| id)
        .collect();
    for id in notes {
        module.customs.delete(id);
    }
    Ok(module)
}

/// A name without the hashes that the compiler adds: `vitrine[0123456789abcdef]::f` and `vitrine::f::h0123456789abcdef` are both
/// `vitrine::f`.
fn plain(name: &str) -> String {
    let hash =
        |text: &str| text.len() >= 16 && text.bytes().take(16).all(|byte| byte.is_ascii_hexdigit());
    let mut text = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(found) = rest.find(['[', ':']) {
        let (before, after) = rest.split_at(found);
        text.push_str(before);
        if let Some(inner) = after.strip_prefix('[')
            && let Some((digits, tail)) = inner.split_once(']')
            && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        {
            rest = tail;
        } else if let Some(digits) = after.strip_prefix("::h")
            && hash(digits)
        {
            rest = &digits[16..];
        } else {
            text.push_str(&after[..1]);
            rest = &after[1..];
        }
    }
    text.push_str(rest);
    text
}

/// Whether a function is within a gate, such as a closure (`<gate>::{closure#0}`), or is the gate itself.
fn within(name: &str, gate: &str) -> bool {
    let Some(start) = name.find(gate) else {
        return false;
    };
    let (before, after) = (&name[..start], &name[start + gate.len()..]);
    let begins = before.is_empty() || before.ends_with(['<', ' ', '&']);
    let ends = gate.ends_with("::") || after.is_empty() || after.starts_with("::");
    begins && ends
}

/// What each function calls, and the numbers in it that may be addresses of data.
#[derive(Default)]
struct Uses {
    calls: BTreeSet<FunctionId>,
    numbers: BTreeSet<u32>,
}

impl Visitor<'_> for Uses {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.calls.insert(*function);
    }

    fn visit_value(&mut self, value: &ir::Value) {
        if let ir::Value::I32(number) = value {
            self.numbers.insert(number.cast_unsigned());
        }
    }

    fn visit_load(&mut self, load: &ir::Load) {
        self.numbers.extend(u32::try_from(load.arg.offset));
    }

    fn visit_store(&mut self, store: &ir::Store) {
        self.numbers.extend(u32::try_from(store.arg.offset));
    }
}

fn uses(function: &FunctionKind) -> Uses {
    let mut uses = Uses::default();
    if let FunctionKind::Local(function) = function {
        ir::dfs_in_order(&mut uses, function, function.entry_block());
    }
    uses
}

fn ids(module: &Module) -> Vec<FunctionId> {
    module.funcs.iter().map(walrus::Function::id).collect()
}

/// The one table of functions that Rust makes.
fn table(module: &Module) -> Result<TableId> {
    module
        .tables
        .main_function_table()?
        .context("the module has no table of functions")
}

/// A short name for what the second module takes from the first.
fn short(mut number: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut name = String::from("$");
    loop {
        name.push(char::from(DIGITS[number % 36]));
        number /= 36;
        if number == 0 {
            return name;
        }
    }
}

/// Where the cut goes.
struct Plan {
    functions: usize,
    /// What moves.
    moved: BTreeSet<Place>,
    /// What moves and is called from the first module, with the new slot of the table that leads to it.
    gates: BTreeMap<Place, u32>,
    /// What stays and is called from the second, and by which name.
    shared: BTreeMap<Place, String>,
    /// Slots of the table whose functions move.
    slots: BTreeMap<u32, Place>,
    /// How many slots the table has, the new ones included.
    size: u32,
    /// Data that moves: where it lies in the memory.
    data: Vec<Range<u32>>,
}

impl Plan {
    fn new(module: &Module, linked: Option<&Linked>, gates: &[String]) -> Result<Self> {
        let ids = ids(module);
        let place: BTreeMap<FunctionId, Place> = ids.iter().copied().zip(0..).collect();
        let names: Vec<String> = ids
            .iter()
            .map(|id| plain(module.funcs.get(*id).name.as_deref().unwrap_or_default()))
            .collect();
        for gate in gates {
            ensure!(
                gate.ends_with("::") || names.contains(gate),
                "there is no function {gate}"
            );
        }
        let barred = |place: &Place| gates.contains(&names[*place]);
        let within_one = |place: &Place| gates.iter().any(|gate| within(&names[*place], gate));
        let uses: Vec<Uses> = ids
            .iter()
            .map(|id| uses(&module.funcs.get(*id).kind))
            .collect();
        let calls: Vec<BTreeSet<Place>> = uses
            .iter()
            .map(|uses| uses.calls.iter().map(|id| place[id]).collect())
            .collect();
        let entries = entries(module)?;
        let exported = module
            .exports
            .iter()
            .filter_map(|export| match export.item {
                ExportItem::Function(id) => Some(place[&id]),
                _ => None,
            });
        let mut open: Vec<Place> = exported.chain(module.start.map(|id| place[&id])).collect();
        open.extend(
            entries
                .values()
                .map(|id| place[id])
                .filter(|place| !within_one(place)),
        );
        let mut stays = BTreeSet::new();
        while let Some(next) = open.pop() {
            if stays.insert(next) {
                open.extend(calls[next].iter().copied().filter(|place| !barred(place)));
            }
        }
        let local =
            |place: &Place| matches!(module.funcs.get(ids[*place]).kind, FunctionKind::Local(_));
        let moved: BTreeSet<Place> = (0..ids.len())
            .filter(|place| !stays.contains(place) && local(place))
            .collect();
        let called = |from: &BTreeSet<Place>| -> BTreeSet<Place> {
            from.iter()
                .flat_map(|place| calls[*place].iter().copied())
                .collect()
        };
        let data = match linked {
            Some(linked) => {
                ensure!(
                    linked.is_of(&memory(module)?),
                    "the linker's notes are of another program"
                );
                let numbers = |from: &BTreeSet<Place>| -> BTreeSet<u32> {
                    from.iter()
                        .flat_map(|place| uses[*place].numbers.iter().copied())
                        .collect()
                };
                linked.of_one_alone(&numbers(&moved), &numbers(&stays))
            }
            None => vec![],
        };
        let size = u32::try_from(module.tables.get(table(module)?).initial)?;
        Ok(Self {
            functions: (0..ids.len()).filter(local).count(),
            gates: called(&stays)
                .intersection(&moved)
                .copied()
                .zip(size..)
                .collect(),
            shared: called(&moved)
                .into_iter()
                .filter(|place| stays.contains(place) && local(place))
                .zip(0..)
                .map(|(place, number)| (place, short(number)))
                .collect(),
            slots: entries
                .iter()
                .map(|(slot, id)| (*slot, place[id]))
                .filter(|(_, place)| moved.contains(place))
                .collect(),
            size,
            data,
            moved,
        }
        .with_room())
    }

    fn with_room(mut self) -> Self {
        self.size += u32::try_from(self.gates.len()).unwrap_or(u32::MAX);
        self
    }

    /// The module without what moves.
    fn first(&self, mut module: Module) -> Result<Vec<u8>> {
        let ids = ids(&module);
        let table = self.grown(&mut module)?;
        for (place, slot) in &self.gates {
            let id = ids[*place];
            let ty = module.funcs.get(id).ty();
            let (params, results) = (
                module.types.params(ty).to_vec(),
                module.types.results(ty).to_vec(),
            );
            let mut body = FunctionBuilder::new(&mut module.types, &params, &results);
            let words: Vec<_> = params
                .iter()
                .map(|param| module.locals.add(*param))
                .collect();
            let mut code = body.func_body();
            for word in &words {
                code.local_get(*word);
            }
            code.i32_const(i32::try_from(*slot)?)
                .call_indirect(ty, table);
            module.funcs.get_mut(id).kind = FunctionKind::Local(body.local_func(words));
        }
        // What has moved is not called here, but its places in the table must be held by something.
        let missing = {
            let mut body = FunctionBuilder::new(&mut module.types, &[], &[]);
            body.func_body().unreachable();
            body.finish(vec![], &mut module.funcs)
        };
        let moved: BTreeSet<FunctionId> = self.moved.iter().map(|place| ids[*place]).collect();
        for element in module.elements.iter_mut() {
            if let ElementItems::Functions(functions) = &mut element.items {
                for function in functions
                    .iter_mut()
                    .filter(|function| moved.contains(function))
                {
                    *function = missing;
                }
            }
        }
        // Zeros are what the memory is made of: they go when the module is optimised.
        let all: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
        for id in all {
            let data = module.data.get_mut(id);
            for range in self.in_segment(data)? {
                data.value[range].fill(0);
            }
        }
        for (place, name) in &self.shared {
            module.exports.add(name, ids[*place]);
        }
        for (name, item) in everything_else(&module) {
            module.exports.add(&name, item);
        }
        walrus::passes::gc::run(&mut module);
        Ok(module.emit_wasm())
    }

    /// What moves, and nothing else.
    fn rest(&self, mut module: Module) -> Result<Vec<u8>> {
        let ids = ids(&module);
        let table = self.grown(&mut module)?;
        for (place, name) in &self.shared {
            let id = ids[*place];
            let ty = module.funcs.get(id).ty();
            let import = module.imports.add(FIRST, name, id);
            module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
        for (name, item) in everything_else(&module) {
            match item {
                ExportItem::Memory(id) => {
                    module.memories.get_mut(id).import = Some(module.imports.add(FIRST, &name, id));
                }
                ExportItem::Table(id) => {
                    module.tables.get_mut(id).import = Some(module.imports.add(FIRST, &name, id));
                }
                ExportItem::Global(id) => {
                    let import = module.imports.add(FIRST, &name, id);
                    module.globals.get_mut(id).kind = GlobalKind::Import(import);
                }
                _ => bail!("only memories, tables and globals are shared as they are"),
            }
        }
        // The memory holds its data by now, but for what moves, and the table what has not moved.
        let mut moved = vec![];
        for data in module.data.iter() {
            for range in self.in_segment(data)? {
                let start = start(data)?.cast_signed() + i32::try_from(range.start)?;
                moved.push((start, data.value[range].to_vec()));
            }
        }
        let all: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
        for data in all {
            module.data.delete(data);
        }
        for memory in module.memories.iter_mut() {
            memory.data_segments.clear();
        }
        let memory = module.memories.iter().next().map(walrus::Memory::id);
        if let Some(memory) = memory {
            for (start, value) in moved {
                let offset = ConstExpr::Value(ir::Value::I32(start));
                let data = module.data.add(DataKind::Active { memory, offset }, value);
                module.memories.get_mut(memory).data_segments.insert(data);
            }
        }
        let all: Vec<_> = module.elements.iter().map(walrus::Element::id).collect();
        for element in all {
            module.elements.delete(element);
        }
        let all: Vec<_> = module.exports.iter().map(walrus::Export::id).collect();
        for export in all {
            module.exports.delete(export);
        }
        module.start = None;
        for table in module.tables.iter_mut() {
            table.elem_segments.clear();
        }
        let mut fill: BTreeMap<u32, FunctionId> = self
            .slots
            .iter()
            .map(|(slot, place)| (*slot, ids[*place]))
            .collect();
        fill.extend(self.gates.iter().map(|(place, slot)| (*slot, ids[*place])));
        for (start, functions) in runs(fill) {
            let offset = ConstExpr::Value(ir::Value::I32(i32::try_from(start)?));
            let element = module.elements.add(
                ElementKind::Active { table, offset },
                ElementItems::Functions(functions),
            );
            module.tables.get_mut(table).elem_segments.insert(element);
        }
        walrus::passes::gc::run(&mut module);
        Ok(module.emit_wasm())
    }

    /// What moves of a segment of the data.
    fn in_segment(&self, data: &walrus::Data) -> Result<Vec<Range<usize>>> {
        if self.data.is_empty() {
            return Ok(vec![]);
        }
        let start = usize::try_from(start(data)?)?;
        let within = |address: u32| -> Result<usize> {
            let place = usize::try_from(address)?.saturating_sub(start);
            Ok(place.min(data.value.len()))
        };
        let mut ranges = vec![];
        for range in &self.data {
            let range = within(range.start)?..within(range.end)?;
            if !range.is_empty() {
                ranges.push(range);
            }
        }
        Ok(ranges)
    }

    /// Makes room in the table for the gates.
    fn grown(&self, module: &mut Module) -> Result<TableId> {
        let id = table(module)?;
        let table = module.tables.get_mut(id);
        table.initial = self.size.into();
        table.maximum = table.maximum.map(|most| most.max(self.size.into()));
        Ok(id)
    }
}

/// Where a segment of the data begins.
fn start(data: &walrus::Data) -> Result<u32> {
    match data.kind {
        DataKind::Active {
            offset: ConstExpr::Value(ir::Value::I32(start)),
            ..
        } => Ok(start.cast_unsigned()),
        _ => bail!("the data stands in no place that is known"),
    }
}

/// The data that the memory holds as the module starts, by address.
fn memory(module: &Module) -> Result<BTreeMap<u32, Vec<u8>>> {
    module
        .data
        .iter()
        .map(|data| Ok((start(data)?, data.value.clone())))
        .collect()
}

/// The table of functions, slot by slot.
fn entries(module: &Module) -> Result<BTreeMap<u32, FunctionId>> {
    let mut entries = BTreeMap::new();
    let main = table(module)?;
    for element in module.elements.iter() {
        match (&element.kind, &element.items) {
            (
                ElementKind::Active {
                    table,
                    offset: ConstExpr::Value(ir::Value::I32(start)),
                },
                ElementItems::Functions(functions),
            ) if *table == main => {
                entries.extend((u32::try_from(*start)?..).zip(functions.iter().copied()));
            }
            _ => bail!("an element segment that is not understood"),
        }
    }
    Ok(entries)
}

/// Slots that follow each other, together.
fn runs(fill: BTreeMap<u32, FunctionId>) -> Vec<(u32, Vec<FunctionId>)> {
    let mut runs: Vec<(u32, Vec<FunctionId>)> = vec![];
    let mut next = None;
    for (slot, function) in fill {
        match runs.last_mut() {
            Some((_, functions)) if next == Some(slot) => functions.push(function),
            _ => runs.push((slot, vec![function])),
        }
        next = Some(slot + 1);
    }
    runs
}

/// Memories, tables and globals, with the names by which the second module knows them.
fn everything_else(module: &Module) -> Vec<(String, ExportItem)> {
    let memories = module
        .memories
        .iter()
        .enumerate()
        .map(|(number, memory)| (format!("$m{number}"), ExportItem::Memory(memory.id())));
    let tables = module
        .tables
        .iter()
        .enumerate()
        .map(|(number, table)| (format!("$t{number}"), ExportItem::Table(table.id())));
    let globals = module
        .globals
        .iter()
        .enumerate()
        .map(|(number, global)| (format!("$g{number}"), ExportItem::Global(global.id())));
    // Upper case would do as well; functions are `$` and a digit or letter, so a dot tells these from those.
    memories
        .chain(tables)
        .chain(globals)
        .map(|(name, item)| (name.replacen('$', "$.", 1), item))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program with one way into what few need: `gate`, which calls `deep` and takes the address of `far`.
    fn program() -> Vec<u8> {
        let text = r#"(module
            (import "js" "say" (func $js (param i32)))
            (type $unary (func (param i32) (result i32)))
            (memory (export "memory") 1)
            (data (i32.const 8) "near<far>near")
            (global $stack (mut i32) (i32.const 64))
            (table $table 4 4 funcref)
            (elem (i32.const 1) func $"app[00000000000000ab]::far" $app::near $app::other)
            (func $app::both (param i32) (result i32) (i32.add (local.get 0) (global.get $stack)))
            (func $"app[00000000000000ab]::far" (type $unary) (call $app::deep (local.get 0)))
            (func $app::near (type $unary) (local.get 0))
            (func $app::other (type $unary) (call $app::gate (local.get 0)))
            (func $app::deep (param i32) (result i32) (call $js (i32.const 1)) (call $app::both (local.get 0)))
            (func $app::gate (param i32) (result i32) (call_indirect (type $unary) (call $app::deep (local.get 0)) (i32.const 1)))
            (func (export "run") (param i32) (result i32) (call $app::both (call $app::gate (local.get 0)))))"#;
        wat::parse_str(text).unwrap()
    }

    fn names(bytes: &[u8]) -> BTreeSet<String> {
        let module = parse(bytes).unwrap();
        let local = module.funcs.iter_local();
        local
            .map(|(id, _)| plain(module.funcs.get(id).name.as_deref().unwrap_or("unnamed")))
            .collect()
    }

    fn cut(gates: &[&str]) -> Parts {
        let gates: Vec<String> = gates.iter().map(|gate| (*gate).to_owned()).collect();
        split(&program(), None, &gates).unwrap()
    }

    #[test]
    fn what_the_gates_alone_lead_to_moves_and_what_both_need_stays() {
        let parts = cut(&["app::gate", "app::far"]);
        let moved = ["app::deep", "app::far", "app::gate"];
        assert_eq!(names(&parts.rest), moved.map(str::to_owned).into());
        assert_eq!((parts.moved, parts.functions), (3, 7));
        let stays = names(&parts.first);
        assert!(stays.contains("app::both"));
        assert!(!stays.contains("app::deep"));
    }

    #[test]
    fn a_function_whose_address_is_taken_stays_unless_its_name_says_otherwise() {
        let parts = cut(&["app::gate"]);
        assert_eq!(names(&parts.rest), ["app::gate".to_owned()].into());
        assert!(names(&parts.first).contains("app::far"));
        assert!(names(&parts.first).contains("app::deep"), "`far` calls it");
    }

    #[test]
    fn both_modules_fit_together() {
        let parts = cut(&["app::gate", "app::far"]);
        let (first, rest) = (parse(&parts.first).unwrap(), parse(&parts.rest).unwrap());
        for import in rest.imports.iter().filter(|import| import.module == FIRST) {
            assert!(
                first
                    .exports
                    .iter()
                    .any(|export| export.name == import.name),
                "the first has no {}",
                import.name
            );
        }
        let of = |module: &Module| {
            module
                .tables
                .iter()
                .map(|table| table.initial)
                .collect::<Vec<_>>()
        };
        assert_eq!(of(&first), of(&rest), "the gate has a slot of its own");
        assert_eq!(of(&first), [5]);
        assert_eq!(
            rest.data.iter().count(),
            0,
            "the memory has its data already"
        );
        assert_eq!(rest.exports.iter().count(), 0);
    }

    #[test]
    fn the_second_module_fills_the_slots_of_what_moved_and_no_other() {
        let parts = cut(&["app::gate", "app::far"]);
        let rest = parse(&parts.rest).unwrap();
        let mut filled = entries(&rest).unwrap().into_keys().collect::<Vec<_>>();
        filled.sort_unstable();
        assert_eq!(
            filled,
            [1, 4],
            "`far` is in slot 1, the gate in the new one"
        );
    }

    #[test]
    fn a_gate_that_is_not_there_is_an_error() {
        let error = split(&program(), None, &["app::gone".to_owned()]).unwrap_err();
        assert!(error.to_string().contains("app::gone"));
        assert!(
            split(&program(), None, &["app::gone::".to_owned()]).is_ok(),
            "within it there may be nothing"
        );
    }

    #[test]
    fn names_are_read_without_their_hashes() {
        assert_eq!(
            plain("<app[0123456789abcdef]::Shell>::take::{closure#0}"),
            "<app::Shell>::take::{closure#0}"
        );
        assert_eq!(
            plain("core::ptr::drop::h0123456789abcdef"),
            "core::ptr::drop"
        );
        assert_eq!(plain("app::hello"), "app::hello");
    }

    #[test]
    fn what_is_within_a_gate_is_told_from_what_begins_alike_or_only_names_it() {
        assert!(within("app::gate", "app::gate"));
        assert!(within("app::gate::{closure#0}", "app::gate"));
        assert!(within("<app::gate::{closure#0} as Fn>::call", "app::gate"));
        assert!(within(
            "<<app::Gate>::run::{closure#0} as Fn>::call",
            "<app::Gate>::"
        ));
        assert!(!within("app::gateway", "app::gate"));
        assert!(!within("my_app::gate", "app::gate"));
        assert!(!within("<alloc::rc::Rc<app::Gate>>::new", "<app::Gate>::"));
    }

    #[test]
    fn a_direct_call_is_held_up_by_a_gate_alone() {
        let parts = cut(&["app::"]);
        let moved = ["app::far", "app::near", "app::other"];
        assert_eq!(names(&parts.rest), moved.map(str::to_owned).into());
    }

    /// `near` is read by what stays, `far` by the gate, which has in it the address of `held`; `both` is read by both.
    const READERS: &str = r#"(module
        (memory (export "memory") 1)
        (table 1 funcref)
        (data (i32.const 8) "near<far>heldboth")
        (func $app::gate (result i32) (i32.add (i32.const 12) (i32.load offset=21 (i32.const 0))))
        (func (export "run") (result i32) (i32.add (i32.load (i32.const 8)) (i32.add (i32.const 21) (call $app::gate)))))"#;

    /// That program as the linker leaves it, with a note of each kind and of where in the code it does not matter.
    fn linked() -> Vec<u8> {
        let mut file = wat::parse_str(READERS).unwrap();
        let mut section = |name: &str, notes: &[u8]| {
            let length = |bytes: usize| u8::try_from(bytes).unwrap();
            file.extend([0, length(name.len() + notes.len() + 1), length(name.len())]);
            file.extend(name.bytes());
            file.extend(notes);
        };
        let things = [
            b"\x01\x00\x04near\x00\x00\x04".as_slice(),
            b"\x01\x00\x03far\x00\x04\x05",
            b"\x01\x00\x04held\x00\x09\x04",
            b"\x01\x00\x04both\x00\x0d\x04",
        ]
        .concat();
        let size = u8::try_from(things.len() + 1).unwrap();
        let symbols = [[2, 8, size, 4].as_slice(), &things].concat();
        section("linking", &symbols);
        section(
            "reloc.CODE",
            &[4, 4, 4, 9, 0, 0, 4, 9, 1, 0, 3, 9, 3, 0, 4, 9, 3, 0],
        );
        // The data stands in its section behind six bytes, and `far` four behind that.
        section("reloc.DATA", &[5, 1, 5, 10, 2, 0]);
        file
    }

    fn data(bytes: &[u8]) -> BTreeMap<u32, Vec<u8>> {
        memory(&parse(bytes).unwrap()).unwrap()
    }

    #[test]
    fn data_that_moved_functions_alone_can_reach_moves_to_where_it_was() {
        let gates = ["app::gate".to_owned()];
        let whole = wat::parse_str(READERS).unwrap();
        let parts = split(&whole, Some(&linked()), &gates).unwrap();
        assert_eq!(
            data(&parts.first),
            [(8, b"near\0\0\0\0\0\0\0\0\0both".to_vec())].into()
        );
        assert_eq!(data(&parts.rest), [(12, b"<far>held".to_vec())].into());
    }

    #[test]
    fn without_the_linkers_notes_all_data_stays() {
        let parts = split(&linked(), None, &["app::gate".to_owned()]).unwrap();
        assert_eq!(
            data(&parts.first),
            [(8, b"near<far>heldboth".to_vec())].into()
        );
        assert!(data(&parts.rest).is_empty());
        let kept = parse(&parts.first).unwrap();
        assert!(
            kept.customs
                .iter()
                .all(|(_, section)| section.name() == "name")
        );
    }

    #[test]
    fn notes_that_are_missing_or_of_another_program_are_an_error() {
        let error = |whole: &[u8], linked: &[u8]| {
            let parts = split(whole, Some(linked), &["app::gate".to_owned()]);
            parts.unwrap_err().to_string()
        };
        let whole = wat::parse_str(READERS).unwrap();
        assert!(error(&whole, &whole).contains("no notes"));
        assert!(error(&program(), &linked()).contains("another program"));
    }
}
