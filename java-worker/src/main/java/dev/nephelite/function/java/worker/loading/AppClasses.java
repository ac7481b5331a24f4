package dev.nephelite.function.java.worker.loading;

import dev.nephelite.function.java.sdk.SdkSpans;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The classes of one app in this JVM, and what their code does to the JVM. */
public interface AppClasses {
    /** Loads the classes of the app and of its dependencies. */
    ClassLoader loader();

    /** Whether a class belongs to the app itself. False for classes of dependencies and for missing classes. */
    boolean isOwn(String className);

    /** Whether the classes go away with the app, so that nothing in the JVM may refer to them afterwards. */
    boolean areDiscarded();

    /** Warnings about missing options of this JVM, with the remedy. */
    default List<String> warnings() {
        return List.of();
    }

    /** The names of the app's threads that still run. */
    default List<String> runningThreads() {
        return List.of();
    }

    /** The thread that has called {@code System.exit}, if code of the app has. */
    default Optional<Thread> exiting() {
        return Optional.empty();
    }

    /** Has calls of Azure's SDK begin spans, unless the app has a tracer of its own. Does nothing where that is not possible. */
    default void trace(SdkSpans spans) {}

    /** Ends what the code of the app still runs. Its classes can still be used. */
    default void end() {}

    /** Releases the files of the classes. */
    default void release() {}

    /**
     * Classes that other code in this JVM uses as well, such as those on the class path of a test. They stay when the app is
     * closed, and so does whatever their code has done to the JVM.
     */
    public record ExistingClasses(ClassLoader loader) implements AppClasses {
        @Override
        public boolean isOwn(String className) {
            @Nullable URL file = loader.getResource(className.replace('.', '/') + ".class");
            return file != null && file.getProtocol().equals("file");
        }

        @Override
        public boolean areDiscarded() {
            return false;
        }
    }
}
