//! `host MODULE ENOUGH` doubles each form until so many instructions are needed; a line for each. Fails if twice as much of
//! any takes more than about twice the work or memory.

mod forms;

use forms::{Form, Work};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use wasmi::{Config, Engine, Linker, Module, Store, TypedFunc};

/// The most times as much that twice as much may take: sorting takes a little more than twice.
const MOST_GROWTH: f64 = 2.3;

/// No form gets longer than about so many bytes.
const LONGEST: u32 = 1_000_000;

/// The repetitions at first, and the times that they are doubled at least.
const FIRST: u32 = 32;
const DOUBLED: usize = 4;

/// The library in the interpreter.
struct Guest {
    store: Store<()>,
    write: TypedFunc<(u32, u32), u32>,
    work: TypedFunc<u32, u32>,
}

/// The cost of some repetitions of a form.
struct Taken {
    count: u32,
    bytes: u32,
    instructions: u64,
    memory: u32,
}

impl Guest {
    fn of(engine: &Engine, module: &Module) -> Self {
        let mut store = Store::new(engine, ());
        store.set_fuel(u64::MAX).expect("instructions are counted");
        let instance = Linker::new(engine).instantiate_and_start(&mut store, module).expect("it needs nothing");
        let write = instance.get_typed_func(&store, "write").expect("the module has it");
        let work = instance.get_typed_func(&store, "work").expect("the module has it");
        Self { store, write, work }
    }

    fn take(&mut self, form: u32, count: u32) -> Taken {
        let bytes = self.write.call(&mut self.store, (form, count)).expect("a form is written");
        self.store.set_fuel(u64::MAX).expect("instructions are counted");
        let memory = self.work.call(&mut self.store, form).expect("any notes are read");
        let left = self.store.get_fuel().expect("instructions are counted");
        Taken { count, bytes, instructions: u64::MAX - left, memory }
    }

    /// The form, doubled again and again.
    fn doubled(&mut self, form: u32, enough: u64) -> Vec<Taken> {
        // What is made when it is first asked for is not this form's.
        self.take(form, 1);
        let mut all = vec![self.take(form, FIRST)];
        while let Some(last) = all.last()
            && (all.len() <= DOUBLED || (last.instructions < enough && last.bytes < LONGEST))
        {
            let next = self.take(form, 2 * last.count);
            all.push(next);
        }
        all
    }
}

/// The factor by which each of the last two doublings added more than the one before it: the less of both, for a buffer may
/// grow in one of them, and what takes the square takes it in both. What does not grow has no say in it.
fn growth(all: &[Taken], of: impl Fn(&Taken) -> f64) -> f64 {
    let added: Vec<f64> = all.windows(2).map(|two| (of(&two[1]) - of(&two[0])).max(1.0)).collect();
    let growths = added.windows(2).map(|two| two[1] / two[0]);
    growths.rev().take(2).fold(f64::INFINITY, f64::min)
}

/// The line about a form, and true if it is not as it should be.
fn result(form: &Form, all: &[Taken]) -> (String, bool) {
    let work = growth(all, |one| one.instructions as f64);
    let memory = growth(all, |one| f64::from(one.memory));
    let Taken { count, bytes, instructions, memory: held } = &all[all.len() - 1];
    let (millions, times) = (*instructions as f64 / 1e6, f64::from(*held) / f64::from(*bytes));
    let line = format!(
        "{:44} {:12} {count:6} times, {bytes:7} bytes: {millions:6.0} million, x{work:.2}; memory {times:5.1} times, x{memory:.2}",
        form.name, form.file
    );
    // The form that takes the square shows that one is seen.
    (line, (work > MOST_GROWTH || memory > MOST_GROWTH) != (form.work == Work::Planted))
}

fn main() -> ExitCode {
    let [module, enough] = [1, 2].map(|number| std::env::args().nth(number).expect("host MODULE ENOUGH"));
    let enough: u64 = enough.parse().expect("a number");
    let engine = Engine::new(Config::default().consume_fuel(true));
    let module = Module::new(&engine, std::fs::read(module).expect("the module is there")).expect("it is a module");
    let forms: Vec<&Form> = forms::all().collect();
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        let mut guest = Guest::of(&engine, &module);
        while let number = next.fetch_add(1, Ordering::Relaxed)
            && let Some(form) = forms.get(number)
        {
            let (line, is_wrong) = result(form, &guest.doubled(number as u32, enough));
            println!("{line}");
            if is_wrong {
                wrong.lock().expect("no thread panics while it adds one").push(line);
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    let wrong = wrong.into_inner().expect("no thread panicked");
    wrong.iter().for_each(|line| eprintln!("{line}"));
    if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
