//! The declarations of one block (`{…}`, or an attribute `style`), and what they say together of the words in an element.

use super::setting::{STYLES, Setting, Style, setting, styles};
use super::value::normalized;

/// A way in which a style may hide or mark words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aspect {
    /// `display`.
    Display,
    /// `visibility`, which an element inside may take back.
    Visibility,
    /// The size of letters and the indent of lines, which an element inside may take back.
    Letters,
    /// A box that is clipped to nothing, or stands off the screen.
    Clip,
    /// `text-decoration`.
    Line,
    /// `vertical-align`.
    Height,
}

impl Aspect {
    pub(super) const ALL: [Self; 6] =
        [Self::Display, Self::Visibility, Self::Letters, Self::Clip, Self::Line, Self::Height];
    /// Those that an animation may end in.
    pub(super) const HIDING: usize = 4;
}

/// The look that a style gives an aspect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// The words are not shown.
    Hidden,
    /// The words are shown, unstruck, on their line.
    Shown,
    /// As around the element.
    AsAround,
    Struck,
    Raised,
    Lowered,
}

/// Declarations of one block, as they are read: of two of a property the last one counts, or the important one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Declarations {
    settings: [Option<(Setting, bool)>; STYLES],
}

/// The statements of a block: for each aspect a look, and true if that is `!important`.
pub(super) type Looks = [Option<(Look, bool)>; Aspect::ALL.len()];

impl Declarations {
    /// The declarations of an attribute `style`.
    pub(super) fn of_attribute(style: &str) -> Self {
        let mut declarations = Self::default();
        super::scan::each_declaration(style, |declaration| declarations.add(declaration));
        declarations
    }

    /// Declarations that take back all that may hide words.
    pub(super) fn showing() -> Self {
        let mut showing = Self::default();
        for style in [Style::Display, Style::Visibility, Style::FontSize, Style::Position] {
            showing.set(style, Setting::Off, true);
        }
        showing
    }

    /// Returns true if any of them shows words.
    pub(super) fn shows(&self) -> bool {
        let is_showing = |look: &(Look, bool)| matches!(look.0, Look::Shown | Look::AsAround);
        self.is_animated() || self.looks().iter().flatten().any(is_showing)
    }

    /// Adds `name: value`; what browsers drop, and what does not matter here, is passed over.
    pub(super) fn add(&mut self, declaration: &str) {
        let Some(colon) = super::scan::colon(declaration) else { return };
        let (name, value) = (normalized(&declaration[..colon]), &declaration[colon + 1..]);
        if name == "all" {
            return self.reset(&normalized(value));
        }
        let Some(styles) = styles(&name) else { return };
        let value = normalized(value);
        let (value, important) = match value.strip_suffix("important").map(str::trim_ascii_end) {
            Some(rest) if rest.ends_with('!') => (rest[..rest.len() - 1].trim_ascii_end(), true),
            _ => (&*value, false),
        };
        for &style in styles {
            if let Some(setting) = setting(style, &name, value) {
                self.set(style, setting, important);
            }
        }
    }

    fn set(&mut self, style: Style, setting: Setting, important: bool) {
        let slot = &mut self.settings[style as usize];
        // Many names are one `Moved`: what one of them makes doubtful stays so.
        let is_doubtful = matches!(style, Style::Padding | Style::Moved | Style::Animation)
            && slot.is_some_and(|(before, _)| before == Setting::On);
        if !is_doubtful && !slot.is_some_and(|(_, before)| before && !important) {
            *slot = Some((setting, important));
        }
    }

    /// `all` takes back every declaration before it.
    fn reset(&mut self, value: &str) {
        let important = value.ends_with("important");
        for setting in self.settings.iter_mut().flatten() {
            if important || !setting.1 {
                *setting = (Setting::Off, important);
            }
        }
        self.set(Style::Display, Setting::Off, important);
        self.set(Style::Line, Setting::Off, important);
        // The others are as around the element, but for the initial values.
        if value.starts_with("initial") {
            self.set(Style::Visibility, Setting::Off, important);
            self.set(Style::FontSize, Setting::Off, important);
        }
    }

    fn is(&self, style: Style, setting: Setting) -> bool {
        self.settings[style as usize].is_some_and(|(found, _)| found == setting)
    }

    fn on(&self, style: Style) -> bool {
        self.is(style, Setting::On)
    }

    /// Returns true if an animation may show in the end what the block hides in the beginning.
    pub(super) fn is_animated(&self) -> bool {
        self.on(Style::Animation)
    }

    /// The statements of the block.
    pub(super) fn looks(&self) -> Looks {
        let one = |style: Style, looks: [Look; 3]| {
            self.settings[style as usize].map(|(setting, important)| (looks[setting as usize], important))
        };
        let display = one(Style::Display, [Look::Hidden, Look::Shown, Look::Shown]);
        let visibility = one(Style::Visibility, [Look::Hidden, Look::AsAround, Look::Shown]);
        let line = one(Style::Line, [Look::Struck, Look::Shown, Look::Shown]);
        let height = one(Style::Align, [Look::Raised, Look::Lowered, Look::Shown]);
        [display, visibility, self.letters(), self.clip(), line, height]
    }

    fn letters(&self) -> Option<(Look, bool)> {
        let parts = [Style::FontSize, Style::Indent];
        let look = match () {
            () if parts.iter().any(|&style| self.on(style)) => Look::Hidden,
            () if parts.iter().any(|&style| self.is(style, Setting::Off)) => Look::Shown,
            () => Look::AsAround,
        };
        self.important(&parts).map(|important| (look, important))
    }

    fn clip(&self) -> Option<(Look, bool)> {
        use Style::*;
        let placed = self.on(Position);
        let tiny = self.on(Width) && self.on(Height) && self.on(Overflow) && !self.on(Padding);
        let is_wide = self.is(Width, Setting::Off) || self.on(Padding);
        let away = (self.on(Left) || self.on(Top)) && !self.on(Moved) && !is_wide;
        let parts: &[Style] = match () {
            () if self.on(ClipPath) => &[ClipPath],
            () if placed && self.on(Clip) => &[Position, Clip],
            () if placed && tiny => &[Position, Width, Height, Overflow],
            () if placed && away => &[Position],
            () => {
                let all = [Position, Clip, ClipPath, Left, Top, Width, Height, Overflow];
                let mut shown = all.iter().filter(|&&style| self.is(style, Setting::Off));
                let important = |style: &Style| self.settings[*style as usize].is_some_and(|(_, important)| important);
                let first = shown.next()?;
                return Some((Look::Shown, important(first) || shown.any(important)));
            }
        };
        let important = |&style: &Style| self.settings[style as usize].is_some_and(|(_, important)| important);
        Some((Look::Hidden, parts.iter().all(important)))
    }

    /// True if any of those that are set is important; nothing if none is set.
    fn important(&self, parts: &[Style]) -> Option<bool> {
        let set = parts.iter().filter_map(|&style| self.settings[style as usize]);
        set.map(|(_, important)| important).reduce(|one, other| one || other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(style: &str) -> Vec<(Aspect, Look)> {
        let looks = Declarations::of_attribute(style).looks();
        Aspect::ALL.into_iter().zip(looks).filter_map(|(aspect, look)| Some((aspect, look?.0))).collect()
    }

    fn hides(style: &str) -> bool {
        looks(style).iter().any(|(_, look)| *look == Look::Hidden)
    }

    #[test]
    fn the_last_valid_declaration_counts_and_an_important_one_beats_it() {
        for style in [
            "display:none",
            "DISPLAY : None !IMPORTANT ; color: red",
            "display:block;display:none",
            "display:none!important;display:block",
            "display:none;display:bogus",
            "display:none;*display:inline",
            "display:none;display:block!ie",
            "/* ; */display/**/:/*block;*/none",
            "background:url(a;display:block);display:none",
            "content:'}';display:none",
            "d\\69splay:none",
            "color:red;;display:none;;",
        ] {
            assert!(hides(style), "{style}");
        }
        for style in [
            "",
            "display:none;display:block",
            "display:none;display:var(--x)",
            "display:none;display:-ms-grid",
            "display:none;display:inline flow-root",
            "display:none;all:unset",
            "display:none\\9",
            "display:none none",
            "display:no/**/ne",
            "display:none)",
            "display:none!ie",
            "--display:none",
            "xdisplay:none",
            "display none",
            "content:';display:none",
            "background:url(a;display:none",
            "/* display:none",
            "display:{display:none}",
        ] {
            assert!(!hides(style), "{style}");
        }
    }

    #[test]
    fn what_is_clipped_to_nothing_or_off_every_screen_is_hidden() {
        for style in [
            "clip:rect(0,0,0,0);position:absolute",
            "position:fixed;clip:rect(1px 1px 1px 1px)",
            "position:absolute;clip:rect(0 , 0 , 0 , 0)",
            "clip-path:inset(50%)",
            "clip-path: inset( 100% )",
            "clip-path:polygon(0 0, 0px 0, 0 0)",
            "position:absolute;width:1px;height:1px;overflow:hidden;margin:-1px;padding:0",
            "position:absolute;left:-9999px",
            "position:absolute;top:-10000em;margin:-1px;right:auto",
            "position:absolute;left:-999em;width:1px",
            "font-size:0",
            "font-size:0.0em",
            "font:0/0 a",
            "text-indent:-9999px",
            "visibility:hidden",
            "visibility:collapse",
        ] {
            assert!(hides(style), "{style}");
        }
    }

    #[test]
    fn what_may_be_seen_after_all_is_not_hidden() {
        for style in [
            // Without a position, a clip does nothing.
            "clip:rect(0,0,0,0)",
            "position:absolute;clip:rect(0,200px,80px,0)",
            "position:absolute;clip:auto",
            "clip-path:inset(10%)",
            "clip-path:inset(50% 0)",
            "clip-path:circle(50%)",
            // A box of a pixel with padding is larger than that.
            "position:absolute;width:1px;height:1px;overflow:hidden;padding:40px",
            "position:absolute;width:1px;height:1px",
            // Slides, and boxes that are wide enough to reach back.
            "position:absolute;left:-1280px;width:6400px",
            "position:absolute;left:-9999px;width:12000px",
            "position:absolute;left:-9999px;transform:translateX(9999px)",
            "position:absolute;left:-9999px;margin-left:9999px",
            "position:absolute;left:-9999px;right:0",
            "position:relative;left:-9999px;position:static",
            "text-indent:-2em",
            // A block that fades in, and one whose letters another layer paints.
            "opacity:0",
            "color:transparent",
            "height:0;overflow:hidden",
            "font-size:1px",
            "font-size:0;font-size:16px",
            "font-size:0;font:16px/1.5 serif",
            "font-size:calc(0px + 1em)",
            "visibility:hidden;visibility:visible",
            "content-visibility:hidden",
        ] {
            assert!(!hides(style), "{style}");
        }
    }

    #[test]
    fn lines_and_heights_are_read() {
        let last = |style: &str| looks(style).pop();
        assert_eq!(last("text-decoration: underline Line-Through red"), Some((Aspect::Line, Look::Struck)));
        assert_eq!(last("text-decoration-line:line-through"), Some((Aspect::Line, Look::Struck)));
        assert_eq!(last("text-decoration:line-through;text-decoration:none"), Some((Aspect::Line, Look::Shown)));
        assert_eq!(last("vertical-align:super"), Some((Aspect::Height, Look::Raised)));
        assert_eq!(last("vertical-align:sub"), Some((Aspect::Height, Look::Lowered)));
        assert_eq!(last("vertical-align:baseline"), Some((Aspect::Height, Look::Shown)));
    }
}
