package dev.nephelite.function.java.worker;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import org.jspecify.annotations.Nullable;

/** A function that fails with exceptions whose own methods fail. */
public final class IndescribableFailures {
    @FunctionName("indescribable")
    public void indescribable(@QueueTrigger(name = "in", queueName = "q") String in) throws Exception {
        switch (in) {
            case "cycle" -> {
                Exception first = new Exception("first");
                first.initCause(new Exception("second", first));
                throw first;
            }
            case "endless" -> throw new Endless();
            case "message" -> throw new Mute(new UnsupportedOperationException("no message"));
            case "error" -> throw new Mute(new AssertionError("no message"));
            case "sneaky" -> throw new Sneaky();
            default -> throw new IllegalStateException(in);
        }
    }

    /** Every question about its cause makes another one. */
    static final class Endless extends Exception {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            return new Endless();
        }
    }

    /** Fails with something else when it is asked for its message. */
    static final class Mute extends Exception {
        private static final long serialVersionUID = 1L;

        Mute(Throwable instead) {
            super(instead);
        }

        @Override
        public String getMessage() {
            if (super.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) super.getCause();
        }

        @Override
        public synchronized @Nullable Throwable getCause() {
            return null;
        }
    }

    /** Throws what nothing declares, whatever it is asked for. */
    static final class Sneaky extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw Sneaky.<RuntimeException>unchecked(new Exception("sneaky"));
        }

        @Override
        public synchronized Throwable getCause() {
            throw Sneaky.<RuntimeException>unchecked(new Exception("sneaky"));
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
            throw (T) thrown;
        }
    }
}
