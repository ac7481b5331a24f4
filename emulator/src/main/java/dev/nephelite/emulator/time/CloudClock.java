package dev.nephelite.emulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The cloud's clock. It shows the machine's time until it is frozen, advanced or set. Afterwards it runs at the machine's
 * pace from the time it was given, or stands still.
 */
public final class CloudClock implements Clock {
    /** Times that HTTP can express, also after the longest duration that a service adds to the clock's time. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    /** Bounds an advance by thousands of years, in which a task that schedules itself again becomes due each day. */
    private static final int MAX_TASKS_IN_ORDER = 100_000;

    /** The machine may have been suspended, or its time been set, while a task waits. */
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    private final Clock machine;
    private final TaskQueue tasks = new TaskQueue();

    /** Held by the thread that runs due tasks, so that they run in order. */
    private final ReentrantLock running = new ReentrantLock();

    private final Object alarms = new Object();
    private @Nullable Scheduled alarm;
    private Instant alarmFor = Instant.MAX;

    private volatile Time time = Time.OF_THE_MACHINE;

    public CloudClock(Clock machine) {
        this.machine = machine;
    }

    @Override
    public Instant now() {
        return time.at(machine);
    }

    @Override
    public Scheduled scheduleAt(Instant due, Runnable task) {
        Scheduled scheduled = tasks.add(due, task);
        setAlarmIfEarlier();
        return scheduled;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        Scheduled end = schedule(duration, passed::countDown);
        try {
            passed.await();
        } finally {
            end.cancel();
        }
    }

    public boolean isFrozen() {
        return time.frozenAt != null;
    }

    /** Stops the clock. What is not yet due stays so until the clock runs again, is advanced or is set. */
    public void freeze() {
        running.lock();
        try {
            time = Time.frozen(now());
        } finally {
            running.unlock();
        }
        setAlarm();
    }

    /** Lets a frozen clock run again, from the time it shows. */
    public void unfreeze() {
        running.lock();
        try {
            time = isFrozen() ? Time.running(now(), machine) : time;
        } finally {
            running.unlock();
        }
        setAlarm();
    }

    /**
     * Advances the clock. Each task that becomes due runs on the calling thread, in the order of due times, while the clock
     * shows its due time. What a task passes on to another thread may happen later. If more than {@value
     * #MAX_TASKS_IN_ORDER} tasks become due, the clock shows its new time to those after them. A frozen clock stays frozen.
     *
     * @throws IllegalArgumentException if {@code duration} is negative, or leads beyond the year 9000
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a clock cannot be advanced by " + duration);
        }
        running.lock();
        try {
            if (duration.compareTo(Duration.between(now(), LATEST)) > 0) {
                throw outOfRange();
            }
            set(now().plus(duration));
        } finally {
            running.unlock();
        }
    }

    /**
     * Sets the clock. What is due by then runs first, as by {@link #advance}. Setting it back delays what is scheduled; what
     * was due stays done.
     *
     * @throws IllegalArgumentException if {@code to} is before 1970 or after the beginning of the year 9000
     */
    public void set(Instant to) {
        if (to.isBefore(EARLIEST) || to.isAfter(LATEST)) {
            throw outOfRange();
        }
        running.lock();
        try {
            boolean frozen = isFrozen();
            int count = 0;
            for (TaskQueue.Task task = tasks.poll(to); task != null; task = tasks.poll(to)) {
                count++;
                Instant shown = count > MAX_TASKS_IN_ORDER ? to : task.due();
                time = Time.frozen(shown.isAfter(now()) ? shown : now());
                SystemClock.run(task.action());
            }
            time = frozen ? Time.frozen(to) : Time.running(to, machine);
        } finally {
            running.unlock();
        }
        setAlarm();
    }

    private static IllegalArgumentException outOfRange() {
        return new IllegalArgumentException("the clock shows times from " + EARLIEST + " to " + LATEST);
    }

    private void setAlarmIfEarlier() {
        synchronized (alarms) {
            if (tasks.nextDue().isBefore(alarmFor)) {
                setAlarm();
            }
        }
    }

    /** Lets the machine's clock wake this one when the first task is due, as things stand. */
    private void setAlarm() {
        synchronized (alarms) {
            if (alarm != null) {
                alarm.cancel();
            }
            // What is already due need not wait for a frozen clock.
            alarmFor = isFrozen() && tasks.nextDue().isAfter(now()) ? Instant.MAX : tasks.nextDue();
            alarm = alarmFor.equals(Instant.MAX) ? null : machine.schedule(waitFor(alarmFor), this::alarm);
        }
    }

    private Duration waitFor(Instant due) {
        Duration wait = Duration.between(now(), due);
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
    }

    private void alarm() {
        // The thread that is moving the clock runs what is due and sets the alarm anew.
        if (running.tryLock()) {
            try {
                for (TaskQueue.Task task = tasks.poll(now()); task != null; task = tasks.poll(now())) {
                    SystemClock.run(task.action());
                }
            } finally {
                running.unlock();
            }
            setAlarm();
        }
    }

    /**
     * How the time is derived from the machine's.
     *
     * @param frozenAt what a frozen clock shows, or null while it runs
     * @param ahead by how much a running clock is ahead of the machine's
     */
    private record Time(@Nullable Instant frozenAt, Duration ahead) {
        static final Time OF_THE_MACHINE = new Time(null, Duration.ZERO);

        static Time frozen(Instant at) {
            return new Time(at, Duration.ZERO);
        }

        static Time running(Instant from, Clock machine) {
            return new Time(null, Duration.between(machine.now(), from));
        }

        Instant at(Clock machine) {
            if (frozenAt != null) {
                return frozenAt;
            }
            return ahead.isZero() ? machine.now() : machine.now().plus(ahead);
        }
    }
}
