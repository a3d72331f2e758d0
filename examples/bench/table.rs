//! Prints what was measured.

use crate::log_rows::BenchResult;
use crate::measurement::Measured;
use crate::usage::Usage;
use crate::works::{ArchiveSize, Work};
use std::io::{self, Write};

/// Prints one line a work.
pub(crate) fn print_works(
    out: &mut impl Write,
    works: &[Work],
    measured: &[BenchResult<Measured>],
) -> io::Result<()> {
    writeln!(
        out,
        "{:26} {:>9} {:>9} {:>6} {:>22} │ {:20} {:>9} {:>7} {:>6}",
        "work", "CPU ms", "wall ms", "MB", "per second of CPU", "beside it", "CPU ms", "ratio", "target"
    )?;
    for (work, measured) in works.iter().zip(measured) {
        match measured {
            Ok(measured) => writeln!(out, "{}", format_work(work, measured).trim_end())?,
            Err(error) => writeln!(out, "{:26} failed: {error}", work.name)?,
        }
    }
    Ok(())
}

fn format_work(work: &Work, measured: &Measured) -> String {
    let Usage {
        cpu_seconds,
        wall_seconds,
        memory_kib,
        lines,
    } = measured.usage;
    let rate = match work.count {
        Some((count, unit)) => format!("{} {unit}", format_number(count as f64 / cpu_seconds)),
        None => format!("{} lines printed", format_number(lines as f64)),
    };
    let (label, beside_ms, ratio) = match (&work.beside, measured.beside) {
        (Some(beside), Some(usage)) => (
            beside.label,
            format_ms(usage.cpu_seconds),
            format!("{:.1}", cpu_seconds / usage.cpu_seconds),
        ),
        _ => ("", String::new(), String::new()),
    };
    let target = match work.target {
        "" => String::new(),
        most => format!("≤ {most}"),
    };
    format!(
        "{:26} {:>9} {:>9} {:>6} {rate:>22} │ {label:20} {beside_ms:>9} {ratio:>7} {target:>6}",
        work.name,
        format_ms(cpu_seconds),
        format_ms(wall_seconds),
        memory_kib / 1024,
    )
}

/// Prints the bytes of the database, in all and for a byte of text.
pub(crate) fn print_space(
    out: &mut impl Write,
    size: ArchiveSize,
    parts: &[(&str, u64, &str)],
) -> io::Result<()> {
    for (name, bytes, target) in parts {
        let for_text = *bytes as f64 / size.text_bytes as f64;
        let for_statement = *bytes as f64 / size.statements as f64;
        let target = match *target {
            "" => String::new(),
            most => format!(", target ≤ {most}"),
        };
        writeln!(
            out,
            "{name:26} {:>9} kB: {for_text:.1} bytes for a byte of text{target}; {} for a statement",
            format_number(*bytes as f64 / 1e3),
            format_number(for_statement),
        )?;
    }
    Ok(())
}

fn format_ms(seconds: f64) -> String {
    let ms = seconds * 1e3;
    if ms < 100.0 {
        format!("{ms:.1}")
    } else {
        format_number(ms)
    }
}

/// A whole number with a comma before each three digits.
pub(crate) fn format_number(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut grouped = String::new();
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
