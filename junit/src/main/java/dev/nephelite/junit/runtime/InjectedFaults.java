package dev.nephelite.junit.runtime;

import dev.nephelite.emulator.http.fault.FaultInjector;
import dev.nephelite.emulator.http.fault.FaultInjector.Fault;
import dev.nephelite.junit.cloud.Faults;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a {@link FaultInjector} as a test sees them.
 *
 * @param account the account of the test, with which the paths of its resources begin
 * @param timeline which rules are added to
 */
record InjectedFaults(FaultInjector injector, String account, Timeline timeline) implements Faults {
    /** The fault of a rule until its last method sets another one. */
    private static final Fault NOTHING = Fault.delay(Duration.ZERO);

    @Override
    public Rule next(String operation) {
        return new UnfinishedRule(
                this, FaultInjector.Rule.always(NOTHING).operation(operation).onCall(1));
    }

    @Override
    public Rule every(String operation) {
        return new UnfinishedRule(this, FaultInjector.Rule.always(NOTHING).operation(operation));
    }

    @Override
    public void clear() {
        injector.clear();
    }

    /** @param requests a rule whose fault is not known yet */
    private record UnfinishedRule(InjectedFaults faults, FaultInjector.Rule requests) implements Rule {
        @Override
        public Rule on(String resource) {
            return new UnfinishedRule(faults, requests.resource(faults.account() + "/" + resource));
        }

        @Override
        public Rule withProbability(double probability, long seed) {
            return new UnfinishedRule(faults, requests.probability(probability).seed(seed));
        }

        @Override
        public void fail(int status, String code) {
            add(Fault.error(status, code, "A fault that a test has injected."), "fails with " + status + " " + code);
        }

        @Override
        public void delay(Duration duration) {
            add(Fault.delay(duration), "is delayed by " + duration);
        }

        @Override
        public void reset() {
            add(Fault.reset(), "is not answered");
        }

        @Override
        public void cut(long bytes) {
            add(Fault.cut(bytes), "is cut off after " + bytes + " bytes");
        }

        private void add(Fault fault, String effect) {
            @Nullable String resource = requests.resource();
            String where = resource == null
                    ? ""
                    : " on " + resource.substring(faults.account().length() + 1);
            faults.timeline()
                    .done("adds a fault: " + (requests.onCall() == 1 ? "the next " : "every ") + requests.operation()
                            + where + " " + effect);
            FaultInjector.ActiveRule unused = faults.injector()
                    .add(new FaultInjector.Rule(
                            fault,
                            requests.operation(),
                            requests.resource(),
                            requests.onCall(),
                            requests.probability(),
                            requests.seed()));
        }
    }
}
