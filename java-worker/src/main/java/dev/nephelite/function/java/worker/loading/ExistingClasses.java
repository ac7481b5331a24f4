package dev.nephelite.function.java.worker.loading;

import java.net.URL;
import org.jspecify.annotations.Nullable;

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
