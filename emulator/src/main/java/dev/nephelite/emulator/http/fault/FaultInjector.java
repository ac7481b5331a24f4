package dev.nephelite.emulator.http.fault;

import dev.nephelite.emulator.time.Ids;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which requests fail or are delayed on purpose, to test how clients cope. {@link FaultFilter} applies them.
 * Without a rule, nothing happens.
 *
 * <p>Thread-safe. Rules may be added and removed while requests are served.
 */
public final class FaultInjector {
    /** Every request is compared with every rule. */
    private static final int MAX_RULES = 1_000;

    private final Ids ids;
    private final AtomicLong lastId = new AtomicLong();
    private final List<ActiveRule> rules = new CopyOnWriteArrayList<>();

    /**
     * Creates an injector without rules.
     *
     * @param ids the source of seeds for rules that have none
     */
    public FaultInjector(Ids ids) {
        this.ids = ids;
    }

    /**
     * Adds a rule. If several rules apply to a request, the one that was added first decides.
     *
     * @throws IllegalStateException if there are {@value #MAX_RULES} rules
     */
    public synchronized ActiveRule add(Rule rule) {
        if (rules.size() >= MAX_RULES) {
            throw new IllegalStateException("There are " + MAX_RULES + " fault rules, which is the most. Remove some.");
        }
        Long seed = rule.seed();
        ActiveRule added = new ActiveRule(lastId.incrementAndGet(), rule, seed == null ? ids.nextLong() : seed);
        rules.add(added);
        return added;
    }

    /** Removes a rule. Requests that it already delays are not affected. */
    public void remove(ActiveRule rule) {
        rules.remove(rule);
    }

    /** Removes all rules. */
    public void clear() {
        rules.clear();
    }

    /** The rules in the order in which they were added. */
    public List<ActiveRule> rules() {
        return List.copyOf(rules);
    }

    /** Whether there is no rule. */
    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Counts one request. Returns the fault that it gets, or null. */
    @Nullable
    Fault next(String operation, String resource) {
        Fault fault = null;
        for (ActiveRule rule : rules) {
            boolean applies = rule.appliesToNext(operation, resource);
            if (applies && fault == null) {
                fault = rule.rule.fault();
                rule.faults.incrementAndGet();
            }
        }
        return fault;
    }

    /**
     * What happens to a request.
     *
     * @param delay how long the request waits before anything else happens to it, at most a day
     * @param outcome what happens then
     */
    public record Fault(Duration delay, Outcome outcome) {
        private static final Duration MAX_DELAY = Duration.ofDays(1);

        public Fault {
            if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
                throw new IllegalArgumentException("a delay is not negative, and at most a day: " + delay);
            }
        }

        /** The request is handled, but only after {@code delay}. */
        public static Fault delay(Duration delay) {
            return new Fault(delay, new PassOn());
        }

        /** The request is answered with an error. */
        public static Fault error(int status, String code, String message) {
            return new Fault(Duration.ZERO, new ErrorAnswer(status, code, message));
        }

        /** The connection is closed without an answer. The request is not handled. */
        public static Fault reset() {
            return new Fault(Duration.ZERO, new Reset());
        }

        /** The request is handled, but the connection is closed when {@code bytes} bytes of the body have been sent. */
        public static Fault cut(long bytes) {
            return new Fault(Duration.ZERO, new CutBody(bytes));
        }

        /** The same, but only after {@code wait}. */
        public Fault after(Duration wait) {
            return new Fault(wait, outcome);
        }
    }

    /** What happens to a request when its delay has passed. */
    public sealed interface Outcome {}

    /** The request is handled. */
    public record PassOn() implements Outcome {}

    /**
     * The service answers with this error, in its own format.
     *
     * @param status 400 to 599
     * @param code letters and digits, such as {@code ServerBusy}, because a header has it
     */
    public record ErrorAnswer(int status, String code, String message) implements Outcome {
        private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]+");

        public ErrorAnswer {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("the status of an error is 400 to 599: " + status);
            }
            if (!CODE.matcher(code).matches()) {
                throw new IllegalArgumentException(
                        "the code of an error has letters and digits only, such as ServerBusy: " + code);
            }
        }
    }

    /** The connection is closed. */
    public record Reset() implements Outcome {}

    /**
     * The response is cut.
     *
     * @param bytes how many bytes of its body are sent; a shorter body is sent as it is
     */
    public record CutBody(long bytes) implements Outcome {
        public CutBody {
            if (bytes < 0) {
                throw new IllegalArgumentException("a number of bytes is not negative: " + bytes);
            }
        }
    }

    /**
     * Which requests get a fault.
     *
     * @param operation the operation's name, such as {@code PutBlob}; null for every operation
     * @param resource the path with the account, such as {@code devstoreaccount1/container/blob}, in which an asterisk stands
     *     for any characters; null for every resource
     * @param onCall the only request that gets the fault, counted from 1 among those with this operation and resource; 0 for
     *     all of them
     * @param probability of a fault, over 0 to 1
     * @param seed decides, with {@code probability}, which requests get the fault; null for a random one
     */
    public record Rule(
            Fault fault,
            @Nullable String operation,
            @Nullable String resource,
            long onCall,
            double probability,
            @Nullable Long seed) {
        public Rule {
            if (onCall < 0) {
                throw new IllegalArgumentException("calls are counted from 1: " + onCall);
            }
            if (!(probability > 0 && probability <= 1)) {
                throw new IllegalArgumentException("a probability is over 0, and at most 1: " + probability);
            }
        }

        /** Every request gets {@code fault}. */
        public static Rule always(Fault fault) {
            return new Rule(fault, null, null, 0, 1, null);
        }

        /** Restricts the rule to one operation. */
        public Rule operation(String name) {
            return new Rule(fault, name, resource, onCall, probability, seed);
        }

        /** Restricts the rule to resources. */
        public Rule resource(String pattern) {
            return new Rule(fault, operation, pattern, onCall, probability, seed);
        }

        /** Restricts the rule to one request. */
        public Rule onCall(long number) {
            return new Rule(fault, operation, resource, number, probability, seed);
        }

        /** Restricts the rule to some of the requests, chosen at random. */
        public Rule probability(double value) {
            return new Rule(fault, operation, resource, onCall, value, seed);
        }

        /** Chooses the same requests again as another rule with this seed. */
        public Rule seed(long value) {
            return new Rule(fault, operation, resource, onCall, probability, value);
        }
    }

    /** A rule that was added, and how often it applied. */
    public static final class ActiveRule {
        private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

        private final long id;
        private final Rule rule;
        private final long seed;
        private final @Nullable ResourcePattern resource;
        private final AtomicLong calls = new AtomicLong();
        private final AtomicLong faults = new AtomicLong();

        private ActiveRule(long id, Rule rule, long seed) {
            this.id = id;
            this.rule = rule;
            this.seed = seed;
            String pattern = rule.resource();
            resource = pattern == null ? null : new ResourcePattern(pattern);
        }

        /** The number of this rule, which no other rule of the injector ever has. */
        public long id() {
            return id;
        }

        public Rule rule() {
            return rule;
        }

        /** The seed that was given or chosen. */
        public long seed() {
            return seed;
        }

        /** How many requests had the operation and the resource of the rule. */
        public long requests() {
            return calls.get();
        }

        /** How many requests got the fault. */
        public long faults() {
            return faults.get();
        }

        /** Counts a request that is meant, and returns whether the rule applies to it. */
        private boolean appliesToNext(String operation, String path) {
            boolean meant = (rule.operation() == null || rule.operation().equals(operation))
                    && (resource == null || resource.matches(path));
            if (!meant) {
                return false;
            }
            long call = calls.incrementAndGet();
            return (rule.onCall() == 0 || rule.onCall() == call) && chance(call) < rule.probability();
        }

        /** A number from 0, inclusive, to 1 that depends only on the seed and the number of the call: SplitMix64. */
        private double chance(long call) {
            long bits = seed + call * GOLDEN_GAMMA;
            bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
            bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
            return ((bits ^ (bits >>> 31)) >>> 11) * 0x1.0p-53;
        }
    }
}
