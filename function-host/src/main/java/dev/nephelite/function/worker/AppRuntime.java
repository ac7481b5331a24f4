package dev.nephelite.function.worker;

import dev.nephelite.function.app.AppClassLoader;
import java.nio.file.Path;

/**
 * What the functions of an app run with in this process.
 *
 * @param root the folder of the app, which is its working directory in the cloud
 */
record AppRuntime(AppClassLoader loader, AppStackTraces traces, CurrentCall calls, Path root) {
    static AppRuntime of(AppClassLoader loader, Path root) {
        return new AppRuntime(loader, new AppStackTraces(loader), new CurrentCall(), root);
    }
}
