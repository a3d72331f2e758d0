use crate::cli::interrupt::Interrupt;
use crate::cli::ui::Ui;
use crate::tracker::CopyProgress;

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
