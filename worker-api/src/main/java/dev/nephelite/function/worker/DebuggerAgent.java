package dev.nephelite.function.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The agent in this JVM to which debuggers connect, and what a debugger does. */
public final class DebuggerAgent {
    /** The option of a JVM that lets it say whether a debugger is attached. */
    public static final String ACCESS = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";

    /** Where the agent waits for a debugger; empty while one is attached. */
    private static final String ADDRESS = "sun.jdwp.listenerAddress";

    /** The port in the address of an agent, which is a port, or a host and a port. */
    private static final Pattern PORT = Pattern.compile("\\baddress=(?:[^,]*:)?(\\d{1,5})\\b");

    private DebuggerAgent() {}

    /** Whether this JVM was started with an agent, so that a debugger can hold it. */
    public static boolean isPresent() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream().anyMatch(DebuggerAgent::isOption);
    }

    /** Whether an option of a JVM loads an agent. */
    public static boolean isOption(String option) {
        return option.startsWith("-agentlib:jdwp")
                || option.startsWith("-Xrunjdwp")
                || (option.startsWith("-agentpath:") && option.contains("jdwp"));
    }

    /** The port on which the agent of this JVM waits for a debugger; empty if there is none, or if it is not known. */
    public static OptionalInt port() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(DebuggerAgent::isOption)
                .flatMapToInt(option -> port(option).stream())
                .findFirst();
    }

    /** The port that an option opens; empty if the system chooses it, or if the agent connects to a debugger instead. */
    static OptionalInt port(String option) {
        Matcher port = PORT.matcher(option);
        int number = option.contains("server=y") && port.find() ? Integer.parseInt(port.group(1)) : 0;
        return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /**
     * The options with which a JVM opens a port for a debugger on the loopback address. It says so on its standard output.
     *
     * @param port 0 for one that the system chooses
     * @param suspended whether the JVM waits for the debugger before it runs any code
     */
    public static List<String> options(int port, boolean suspended) {
        return List.of(
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=%s,address=127.0.0.1:%s"
                        .formatted(suspended ? "y" : "n", port),
                ACCESS);
    }

    /** What a debugger does in this JVM, which has an agent. */
    public static State state() {
        return new State(isAttached(), heldThreads());
    }

    private static boolean isAttached() {
        try {
            Properties properties = (Properties) Class.forName("jdk.internal.vm.VMSupport")
                    .getMethod("getAgentProperties")
                    .invoke(null);
            return properties.getProperty(ADDRESS, "").isEmpty();
        } catch (ReflectiveOperationException ignored) {
            // The JVM lacks the option ACCESS.
            return false;
        }
    }

    private static Map<Long, String> heldThreads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Long, String> held = new HashMap<>();
        for (@Nullable ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.isSuspended()) {
                held.put(info.getThreadId(), info.getThreadName());
            }
        }
        return held;
    }

    /**
     * What a debugger does.
     *
     * @param attached whether one is attached; false as well if the JVM lacks the option {@link #ACCESS}
     * @param heldThreads the names of the threads that it holds, by their ids; only platform threads, because the JVM does
     *     not say whether a virtual thread is held
     */
    public record State(boolean attached, Map<Long, String> heldThreads) {
        private static final int MOST_NAMES = 3;

        public State {
            heldThreads = Map.copyOf(heldThreads);
        }

        /**
         * What is held, for people: functions, or else threads. A debugger that has held the whole JVM releases one thread
         * after the other.
         *
         * @param functions the functions that run on the held threads, by thread id
         */
        public Set<String> held(Map<Long, String> functions) {
            if (!functions.isEmpty()) {
                return Set.copyOf(functions.values());
            }
            return heldThreads.size() > MOST_NAMES
                    ? Set.of(heldThreads.size() + " threads")
                    : heldThreads.values().stream()
                            .map(name -> "thread '" + name + "'")
                            .collect(Collectors.toSet());
        }
    }
}
