//! A part of the interface that remembers something of the screen, such as a slider that is being dragged.
//!
//! It is the only component there is. Each component of its own costs the widget more than a kilobyte, whatever it does,
//! so one carries them all and is told how to draw.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{Key, VComp};

use super::super::panel::Held;
use crate::app::view::PinView;

/// What a part remembers.
#[derive(Default)]
pub(crate) enum Kept {
    /// Nothing yet, or no longer.
    #[default]
    Nothing,
    /// The pin that stays, whatever the show says.
    Pin(PinView),
    /// Pictures are large.
    Large,
    /// A slider is held at this second.
    At(u32),
}

/// What a part is drawn with.
pub(crate) struct Memory {
    pub(crate) kept: Kept,
    /// The pointer that drags something of it. Nothing is drawn anew for that.
    pub(crate) held: Rc<RefCell<Held>>,
    /// Remembers something else, and draws the part anew.
    pub(crate) keep: Callback<Kept>,
}

type Draw = Rc<dyn Fn(&Memory) -> Html>;

/// How a part is drawn.
#[derive(Properties, Clone)]
pub struct PartProps {
    draw: Draw,
    stamp: Option<u32>,
}

impl PartProps {
    pub(crate) fn new(draw: impl Fn(&Memory) -> Html + 'static) -> Self {
        Self {
            draw: Rc::new(draw),
            stamp: None,
        }
    }
}

/// Parts of one stamp look the same, and are not drawn anew; those without are.
impl PartialEq for PartProps {
    fn eq(&self, other: &Self) -> bool {
        self.stamp.is_some() && self.stamp == other.stamp
    }
}

/// The component.
#[expect(missing_debug_implementations, reason = "nobody prints a component")]
pub struct Part(Memory);

/// What a part is told: what it shall remember.
#[expect(missing_debug_implementations, reason = "nobody prints a message")]
pub struct Remember(Kept);

impl Component for Part {
    type Message = Remember;
    type Properties = PartProps;

    fn create(context: &Context<Self>) -> Self {
        Self(Memory {
            kept: Kept::Nothing,
            held: Rc::default(),
            keep: context.link().callback(Remember),
        })
    }

    fn update(&mut self, _: &Context<Self>, Remember(kept): Remember) -> bool {
        self.0.kept = kept;
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        (context.props().draw)(&self.0)
    }
}

/// A part in the tree. Its key tells it from other parts in its place.
pub(crate) fn part(key: &str, draw: impl Fn(&Memory) -> Html + 'static) -> Html {
    place(key, PartProps::new(draw))
}

/// A part that is drawn anew for another stamp, or by itself.
pub(crate) fn stamped(key: &str, stamp: u32, draw: impl Fn(&Memory) -> Html + 'static) -> Html {
    let stamp = Some(stamp);
    let props = PartProps {
        stamp,
        ..PartProps::new(draw)
    };
    place(key, props)
}

#[inline(never)]
fn place(key: &str, props: PartProps) -> Html {
    VComp::new::<Part>(Rc::new(props), Some(Key::from(key))).into()
}
