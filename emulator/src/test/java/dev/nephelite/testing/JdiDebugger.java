package dev.nephelite.testing;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A debugger that is attached to another program and stops it at the beginning of methods. */
public final class JdiDebugger implements AutoCloseable {
    private static final String METHOD = "method";
    private static final String POLICY = "policy";

    /** Ends a test that hangs; no assertion depends on it. */
    private static final long HANG_MILLIS = 240_000;

    private final VirtualMachine debugged;

    private JdiDebugger(VirtualMachine debugged) {
        this.debugged = debugged;
    }

    /** Attaches to the program that listens on a port of this machine. */
    public static JdiDebugger attach(int port) throws Exception {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(candidate -> candidate.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        Objects.requireNonNull(arguments.get("hostname")).setValue("127.0.0.1");
        Objects.requireNonNull(arguments.get("port")).setValue(Integer.toString(port));
        return new JdiDebugger(connector.attach(arguments));
    }

    /**
     * Stops the program whenever it enters a method of a class, which need not be loaded yet.
     *
     * @param policy which threads are held, such as {@link com.sun.jdi.request.EventRequest#SUSPEND_ALL}
     */
    public void breakAt(String className, String method, int policy) {
        ClassPrepareRequest prepare = debugged.eventRequestManager().createClassPrepareRequest();
        prepare.addClassFilter(className);
        prepare.putProperty(METHOD, method);
        prepare.putProperty(POLICY, policy);
        prepare.enable();
        debugged.classesByName(className).forEach(loaded -> breakAt(loaded, method, policy));
    }

    private void breakAt(ReferenceType type, String method, int policy) {
        BreakpointRequest breakpoint = debugged.eventRequestManager()
                .createBreakpointRequest(type.methodsByName(method).get(0).location());
        breakpoint.setSuspendPolicy(policy);
        breakpoint.enable();
    }

    /** Waits until the program has stopped at a breakpoint. Resuming {@link BreakpointHit} continues it. */
    public BreakpointHit awaitBreakpoint() throws InterruptedException {
        while (true) {
            @Nullable EventSet events = debugged.eventQueue().remove(HANG_MILLIS);
            if (events == null) {
                throw new AssertionError("no breakpoint was hit");
            }
            for (Event event : events) {
                if (event instanceof ClassPrepareEvent loaded) {
                    breakAt(loaded.referenceType(), (String) loaded.request().getProperty(METHOD), (Integer)
                            loaded.request().getProperty(POLICY));
                } else if (event instanceof BreakpointEvent hit) {
                    return new BreakpointHit(hit, events);
                }
            }
            events.resume();
        }
    }

    /** A breakpoint at which the program has stopped. */
    public record BreakpointHit(BreakpointEvent event, EventSet events) {
        /** Continues the program; the breakpoint stays. */
        public void resume() {
            events.resume();
        }

        /** Continues the program, which does not stop at this breakpoint any more. */
        public void removeAndResume() {
            event.request().disable();
            events.resume();
        }
    }

    /** Continues a program that waits for the debugger before it runs any code. */
    public void resume() {
        debugged.resume();
    }

    /** Ends the program, as the button of an IDE does. */
    public void exit() {
        debugged.exit(1);
    }

    /** Detaches from the program, which continues. */
    @Override
    public void close() {
        try {
            debugged.dispose();
        } catch (VMDisconnectedException ignored) {
            // The program has ended.
        }
    }
}
