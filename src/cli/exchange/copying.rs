use crate::cli::interrupt::Interrupt;
use crate::cli::ui::Ui;
use crate::tracker::{CopyProgress, SyncProgress};

/// Shows on `ui` how far a copy has come. Returns whether to go on: until the user interrupts it.
pub(crate) fn show_progress(ui: &mut Ui) -> impl FnMut(CopyProgress) -> bool {
    let interrupt = Interrupt::listen();
    ui.start_progress("MiB");
    move |progress| {
        match progress {
            CopyProgress::Copied { of } => ui.advance_progress(&format!("of {of} copied")),
            CopyProgress::Verifying => ui.describe_progress("verifying"),
        }
        !interrupt.is_asked()
    }
}

/// Shows on `ui` how many events have come over from a server, or gone there. Returns whether to go on: until the user
/// interrupts it.
pub(crate) fn show_sync_progress(
    ui: &mut Ui,
    interrupt: &Interrupt,
) -> impl FnMut(SyncProgress) -> bool + use<> {
    ui.start_progress("events");
    let (show, interrupt) = (ui.progress_setter(), interrupt.clone());
    move |progress| {
        show(usize::try_from(progress.position.number()).unwrap_or(usize::MAX));
        !interrupt.is_asked()
    }
}
