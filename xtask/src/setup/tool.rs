//! The list of tools, and the one shape they all have: look, install, say how it is done by hand.

use super::{apt, cargo_tool, node, python, toolchain};
use anyhow::Result;

/// What was found when a tool was looked for.
pub(crate) enum State {
    /// There, in this version.
    Present(String),
    /// Not there, or not usable, and why.
    Missing(String),
}

impl State {
    pub(crate) fn is_present(&self) -> bool {
        matches!(self, Self::Present(_))
    }
}

/// A tool that the build or the tests need. The order is that of installation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Tool {
    WasmTarget,
    WasmSource,
    WasmClippy,
    NodeModules,
    Chromium,
    Chromedriver,
    Nats,
    WasmBindgen,
    Trunk,
    UcpSchema,
    WasmPack,
    Checkers,
    Twiggy,
}

impl Tool {
    /// For building the widget and its page.
    pub(crate) const BUILD: [Self; 5] = [
        Self::WasmTarget,
        Self::WasmSource,
        Self::NodeModules,
        Self::WasmBindgen,
        Self::Trunk,
    ];

    /// For all but `bench size`, which brings its own.
    pub(crate) const ALL: [Self; 12] = [
        Self::WasmTarget,
        Self::WasmSource,
        Self::WasmClippy,
        Self::NodeModules,
        Self::Chromium,
        Self::Chromedriver,
        Self::Nats,
        Self::WasmBindgen,
        Self::Trunk,
        Self::UcpSchema,
        Self::WasmPack,
        Self::Checkers,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::WasmTarget => "wasm32 target",
            Self::WasmSource => "std's source",
            Self::WasmClippy => "clippy for wasm32",
            Self::NodeModules => "node modules",
            Self::Chromium => "chromium",
            Self::Chromedriver => "chromedriver",
            Self::Nats => "nats-server",
            Self::WasmBindgen => "wasm-bindgen",
            Self::Trunk => "trunk",
            Self::UcpSchema => "ucp-schema",
            Self::WasmPack => "wasm-pack",
            Self::Checkers => "Python checkers",
            Self::Twiggy => "twiggy",
        }
    }

    pub(crate) fn why(self) -> &'static str {
        match self {
            Self::WasmTarget => "the widget is WebAssembly",
            Self::WasmSource => "std is built anew, for a smaller widget",
            Self::WasmClippy => "lints the widget as it ships",
            Self::NodeModules => "hls.js (shipped), wasm-opt, Playwright",
            Self::Chromium => "runs the browser tests",
            Self::Chromedriver => "drives the tests inside the browser",
            Self::Nats => "keeps the log of several servers",
            Self::WasmBindgen => "joins WebAssembly and JavaScript",
            Self::Trunk => "builds the widget and its page",
            Self::UcpSchema => "checks what the shop says and hears",
            Self::WasmPack => "runs the tests inside the browser",
            Self::Checkers => "calls the shop as other people's programs do",
            Self::Twiggy => "says what each part of the wasm costs",
        }
    }

    pub(crate) fn state(self) -> State {
        match self {
            Self::WasmTarget => toolchain::target_state(),
            Self::WasmSource => toolchain::source_state(),
            Self::WasmClippy => toolchain::clippy_state(),
            Self::NodeModules => node::state(),
            Self::Chromium => apt::CHROMIUM.state(),
            Self::Chromedriver => apt::CHROMEDRIVER.state(),
            Self::Nats => apt::NATS.state(),
            Self::WasmBindgen => cargo_tool::wasm_bindgen().state(),
            Self::Trunk => cargo_tool::TRUNK.state(),
            Self::UcpSchema => cargo_tool::UCP_SCHEMA.state(),
            Self::WasmPack => cargo_tool::WASM_PACK.state(),
            Self::Checkers => python::state(),
            Self::Twiggy => cargo_tool::TWIGGY.state(),
        }
    }

    pub(crate) fn install(self) -> Result<()> {
        match self {
            Self::WasmTarget => toolchain::install_target(),
            Self::WasmSource => toolchain::install_source(),
            Self::WasmClippy => toolchain::install_clippy(),
            Self::NodeModules => node::install(),
            Self::Chromium => apt::install(&[apt::CHROMIUM.name]),
            Self::Chromedriver => apt::install(&[apt::CHROMEDRIVER.name]),
            Self::Nats => apt::install(&[apt::NATS.name]),
            Self::WasmBindgen => cargo_tool::wasm_bindgen().install(),
            Self::Trunk => cargo_tool::TRUNK.install(),
            Self::UcpSchema => cargo_tool::UCP_SCHEMA.install(),
            Self::WasmPack => cargo_tool::WASM_PACK.install(),
            Self::Checkers => python::install(),
            Self::Twiggy => cargo_tool::TWIGGY.install(),
        }
    }

    /// What of bringing it here only root can do; nothing if it comes without root.
    pub(crate) fn for_root(self) -> Result<ForRoot> {
        match self {
            Self::WasmTarget => toolchain::target_for_root(),
            Self::WasmClippy => Ok(toolchain::clippy_for_root()),
            Self::Chromium => Ok(ForRoot::packages(&[apt::CHROMIUM.name])),
            Self::Chromedriver => Ok(ForRoot::packages(&[apt::CHROMEDRIVER.name])),
            Self::Nats => Ok(ForRoot::packages(&[apt::NATS.name])),
            Self::Checkers => Ok(python::for_root()),
            // Where rustup does not bring the source, it has come with Debian's toolchain.
            Self::NodeModules
            | Self::WasmSource
            | Self::WasmBindgen
            | Self::Trunk
            | Self::UcpSchema
            | Self::WasmPack
            | Self::Twiggy => Ok(ForRoot::default()),
        }
    }
}

/// What only root can do: install packages, and then run commands.
#[derive(Default)]
pub(crate) struct ForRoot {
    pub(crate) packages: Vec<String>,
    pub(crate) commands: Vec<String>,
}

impl ForRoot {
    pub(crate) fn packages(names: &[&str]) -> Self {
        Self {
            packages: names.iter().map(|&name| name.to_owned()).collect(),
            commands: Vec::new(),
        }
    }

    /// Both, in one list each.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.packages.extend(other.packages);
        self.commands.extend(other.commands);
        self
    }

    /// As lines for a terminal; none if nothing is to be done.
    pub(crate) fn lines(self) -> Vec<String> {
        let packages = (!self.packages.is_empty()).then(|| apt::by_hand(&self.packages));
        packages.into_iter().chain(self.commands).collect()
    }
}
