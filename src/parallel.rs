//! The same work on many things, on all processors; the order of the results is that of the things.

use std::num::NonZero;
use std::thread;

/// The results of `work` on each of `items`, in their order. Fewer than `least` for each processor are not worth a thread.
pub fn map<T: Sync, R: Send>(items: &[T], least: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let parts = parts(items.len(), least);
    if parts < 2 {
        return items.iter().map(work).collect();
    }
    let work = &work;
    let of_part = |part: &'_ [T]| part.iter().map(work).collect::<Vec<R>>();
    let (first, rest) = items.split_at(items.len().div_ceil(parts));
    thread::scope(|scope| {
        let rest: Vec<_> =
            rest.chunks(items.len().div_ceil(parts)).map(|part| scope.spawn(move || of_part(part))).collect();
        let mut results = of_part(first);
        for part in rest {
            results.extend(part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        results
    })
}

/// The number of parts that `count` things are worth.
pub fn parts(count: usize, least: usize) -> usize {
    match count / least.max(1) {
        0 | 1 => 1,
        many => thread::available_parallelism().map_or(1, NonZero::get).min(many),
    }
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_come_in_the_order_of_the_things() {
        for count in [0, 1, 2, 3, 7, 1000] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(map(&items, 1, |item| item * 2), items.iter().map(|item| item * 2).collect::<Vec<_>>());
        }
    }
}
