//! Long pure work, such as reading a letter: off the threads that serve requests, few at a time, and without a connection.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::failure::Failure;

/// Where it is done.
#[derive(Clone)]
pub(super) struct Aside(Arc<Semaphore>);

impl Aside {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get))))
    }

    /// The permit goes along with the work: whoever goes away meanwhile leaves the work to its end.
    pub(super) async fn done<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
        let turn = tokio::time::timeout(std::time::Duration::from_secs(10), Arc::clone(&self.0).acquire_owned());
        let permit = turn.await.map_err(|_| Failure::Unavailable)?.map_err(Failure::broken)?;
        let work = move || {
            let _permit = permit;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(Failure::broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn long_work_keeps_no_thread_from_serving_and_is_done_few_at_a_time() {
        let aside = Aside::new();
        let places = aside.0.available_permits();
        let (begin, wait) = std::sync::mpsc::channel::<()>();
        let wait = Arc::new(std::sync::Mutex::new(wait));
        let busy: Vec<_> = (0..places)
            .map(|_| {
                let (aside, wait) = (aside.clone(), Arc::clone(&wait));
                tokio::spawn(async move { aside.done(move || wait.lock().unwrap().recv().is_ok()).await.unwrap() })
            })
            .collect();
        // This test has one thread: it gets here because the work is done elsewhere.
        while aside.0.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        for _ in 0..places {
            begin.send(()).unwrap();
        }
        for one in busy {
            assert!(one.await.unwrap());
        }
        assert_eq!(aside.0.available_permits(), places);
    }
}
