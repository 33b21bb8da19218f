//! Elements, put together a call at a time.
//!
//! Yew's `html!` unfolds every element where it stands, into some hundred bytes of WebAssembly each; a call here takes a
//! tenth of that (the README's size table says what it gave). What comes out is the same: Yew's own nodes. Components are
//! still written with `html!`.
//!
//! ```text
//! el("p.price").text("€59")                             <p class="price">€59</p>
//! el("button.glass.pin[type=button]").attr("lang", l)   <button class="glass pin" type="button" lang="…">
//! ```

use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{Key, Listener, ListenerKind, VList, VNode, VTag, VText};

/// An element in the making.
pub(crate) struct El(Box<VTag>);

/// An element by a selector: a tag, then `.class` as often as needed, then `[name=value]` as often as needed. What is not
/// known beforehand is set by the methods.
#[inline(never)]
pub(crate) fn el(selector: &'static str) -> El {
    let (head, attributes) = selector.split_once('[').unwrap_or((selector, ""));
    let (tag, classes) = head.split_once('.').unwrap_or((head, ""));
    let mut made = El(Box::new(VTag::new(tag)));
    if classes.contains('.') {
        made = made.attr("class", classes.replace('.', " "));
    } else if !classes.is_empty() {
        made = made.attr("class", classes);
    }
    for attribute in attributes.split(['[', ']']) {
        if let Some((name, value)) = attribute.split_once('=') {
            made = made.attr(name, value);
        }
    }
    made
}

impl El {
    /// An attribute.
    pub(crate) fn attr(self, name: &'static str, value: impl Into<AttrValue>) -> Self {
        self.set(name, value.into())
    }

    /// An attribute that is there or not.
    pub(crate) fn maybe(self, name: &'static str, value: Option<impl Into<AttrValue>>) -> Self {
        match value {
            Some(value) => self.set(name, value.into()),
            None => self,
        }
    }

    /// An attribute that means yes by being there, such as `disabled`.
    pub(crate) fn when(self, name: &'static str, yes: bool) -> Self {
        if yes { self.attr(name, name) } else { self }
    }

    #[inline(never)]
    fn set(mut self, name: &'static str, value: AttrValue) -> Self {
        self.0.add_attribute(name, value);
        self
    }

    /// What stands in an input. It is set whenever it is drawn, whatever was typed meanwhile.
    #[inline(never)]
    pub(crate) fn value(mut self, value: String) -> Self {
        self.0.set_value(AttrValue::from(value));
        self
    }

    /// Whether a radio button is the chosen one.
    #[inline(never)]
    pub(crate) fn checked(mut self, yes: bool) -> Self {
        self.0.set_checked(yes);
        self
    }

    /// What tells it from its siblings, whatever comes before it.
    #[inline(never)]
    pub(crate) fn key(mut self, key: impl Into<Key>) -> Self {
        self.0.key = Some(key.into());
        self
    }

    /// Calls back on an event, by its DOM name.
    #[inline(never)]
    pub(crate) fn on(mut self, event: &'static str, run: Callback<Event>) -> Self {
        self.0.add_listener(Rc::new(On { event, run }));
        self
    }

    /// Calls back when it is pressed.
    pub(crate) fn click(self, run: Callback<Event>) -> Self {
        self.on("click", run)
    }

    /// A child. How many there are must not change from one drawing to the next, or the next sibling would be taken for
    /// this one: what is not there now is `Html::default()`, or an `Option`.
    pub(crate) fn with(self, child: impl Into<Child>) -> Self {
        self.add(child.into().0)
    }

    /// Text as a child.
    pub(crate) fn text(self, words: impl Into<AttrValue>) -> Self {
        self.add(text(words))
    }

    #[inline(never)]
    fn add(mut self, child: Html) -> Self {
        self.0.add_child(child);
        self
    }
}

impl From<El> for Html {
    #[inline(never)]
    fn from(el: El) -> Self {
        VNode::VTag(Rc::new(*el.0))
    }
}

/// What an element can hold.
pub(crate) struct Child(Html);

impl From<Html> for Child {
    fn from(node: Html) -> Self {
        Self(node)
    }
}

impl From<El> for Child {
    fn from(el: El) -> Self {
        Self(el.into())
    }
}

impl From<Option<El>> for Child {
    fn from(el: Option<El>) -> Self {
        Self(perhaps(el))
    }
}

/// A node that is there or not.
pub(crate) fn perhaps(el: Option<El>) -> Html {
    el.map_or_else(Html::default, Html::from)
}

/// Text as a node.
pub(crate) fn text(words: impl Into<AttrValue>) -> Html {
    VNode::VText(VText::new(words))
}

/// Several nodes side by side. As with children, how many there are must not change.
pub(crate) fn group<const N: usize>(nodes: [Html; N]) -> Html {
    VList::with_children(nodes.into(), None).into()
}

/// One listener type for all events: Yew's own would be one an event.
struct On {
    event: &'static str,
    run: Callback<Event>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        ListenerKind::other(self.event.into())
    }

    fn handle(&self, event: Event) {
        self.run.emit(event);
    }

    fn passive(&self) -> bool {
        false
    }
}
