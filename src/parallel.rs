//! The same work on many things, on all processors; the order of the results is that of the things.

use crate::progress::Work;
use std::num::NonZero;
use std::ops::Range;
use std::sync::OnceLock;
use std::thread;

/// The results of `work` on each of `items`, in their order. Fewer than `least` for each processor are not worth a thread.
pub fn map<T: Sync, R: Send>(items: &[T], least: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let counted = Work::on(items.len());
    let counting = |item: &T| {
        let result = work(item);
        counted.advance(1);
        result
    };
    let mut results = chunks(items, least, |part| part.iter().map(counting).collect::<Vec<R>>()).into_iter();
    let mut all = results.next().unwrap_or_default();
    all.extend(results.flatten());
    all
}

/// The results of `work` on the parts of `items`, one for each processor that is worth it, in their order; none of no
/// items.
pub fn chunks<T: Sync, R: Send>(items: &[T], least: usize, work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    let mut parts = items.chunks(items.len().div_ceil(parts(items.len(), least)).max(1));
    let Some(first) = parts.next() else { return Vec::new() };
    let work = &work;
    thread::scope(|scope| {
        let rest: Vec<_> = parts.map(|part| scope.spawn(move || work(part))).collect();
        let rest = rest.into_iter().map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        std::iter::once(work(first)).chain(rest).collect()
    })
}

/// Does `work` on each of `items`. Fewer than `least` for each processor are not worth a thread.
pub fn update<T: Send>(items: &mut [T], least: usize, work: impl Fn(&mut T) + Sync) {
    let size = items.len().div_ceil(parts(items.len(), least)).max(1);
    let counted = Work::on(items.len());
    let work = |item: &mut T| {
        work(item);
        counted.advance(1);
    };
    let mut parts = items.chunks_mut(size);
    let Some(first) = parts.next() else { return };
    let work = &work;
    thread::scope(|scope| {
        for part in parts {
            scope.spawn(move || part.iter_mut().for_each(work));
        }
        first.iter_mut().for_each(work);
    });
}

/// The lists that `work` makes of all numbers below `count`: of each part it makes as many lists, which are joined.
pub fn join<R: Send>(count: usize, least: usize, work: impl Fn(Range<usize>) -> Vec<Vec<R>> + Sync) -> Vec<Vec<R>> {
    let size = count.div_ceil(parts(count, least)).max(1);
    let ranges: Vec<Range<usize>> = (0..count).step_by(size).map(|start| start..(start + size).min(count)).collect();
    let mut parts = map(&ranges, 1, |range| work(range.clone())).into_iter();
    let mut all = parts.next().unwrap_or_else(|| work(0..0));
    for (joined, part) in parts.flat_map(|part| part.into_iter().enumerate()) {
        all[joined].extend(part);
    }
    all
}

/// The number of parts that `count` things are worth.
fn parts(count: usize, least: usize) -> usize {
    match count / least.max(1) {
        0 | 1 => 1,
        many => processors().min(many),
    }
}

/// The number of processors. To ask takes several files of the system to be read.
fn processors() -> usize {
    static PROCESSORS: OnceLock<usize> = OnceLock::new();
    *PROCESSORS.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get))
}

#[cfg(test)]
mod tests {
    use super::{join, map, update};
    use std::ops::Range;

    #[test]
    fn each_thing_is_worked_on_once() {
        for count in [0, 1, 2, 3, 7, 1000] {
            let mut items: Vec<usize> = (0..count).collect();
            update(&mut items, 1, |item| *item += 1);
            assert_eq!(items, (1..=count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn results_come_in_the_order_of_the_things() {
        for count in [0, 1, 2, 3, 7, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let odd = |range: Range<usize>| vec![range.clone().filter(|n| n % 2 == 1).collect(), range.collect()];
            assert_eq!(join(count, 1, odd), odd(0..count));
            assert_eq!(map(&items, 1, |item| item * 2), items.iter().map(|item| item * 2).collect::<Vec<_>>());
        }
    }
}
