package dev.nephelite.cli;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.InvalidAppException.ForeignRuntimeException;
import dev.nephelite.function.app.discovery.AppFiles;
import dev.nephelite.function.app.discovery.AppLocation;
import java.nio.file.Path;
import java.util.Optional;

/** An app as the command line wants it to be, whenever it is loaded. */
final class AppOverrides implements AppLocation {
    private final AppLocation origin;
    private final HostingOptions wanted;
    private boolean loaded;

    /**
     * Loads nothing yet.
     *
     * @throws ForeignRuntimeException if it says that it is written in another language
     */
    AppOverrides(AppLocation origin, HostingOptions wanted) {
        this.origin = origin;
        this.wanted = wanted;
        ForeignRuntimeException.requireJava(origin.withoutFunctions().settings());
    }

    @Override
    public App load() {
        App app = origin.load();
        if (!loaded) {
            wanted.requireNamed(app);
        }
        loaded = true;
        return wanted.applied(app);
    }

    @Override
    public App withoutFunctions() {
        return wanted.applied(origin.withoutFunctions());
    }

    @Override
    public Optional<Path> unfinishedBuild() {
        return origin.unfinishedBuild();
    }

    @Override
    public AppFiles files() {
        return origin.files();
    }

    @Override
    public void release(App app) {
        origin.release(app);
    }

    @Override
    public void close() {
        origin.close();
    }
}
