package dev.nephelite.function.app.discovery;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.config.InvalidAppException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a host gets its app from, and gets it again whenever something of it has changed. Used by one thread at a time. */
public interface AppLocation extends AutoCloseable {
    /**
     * Reads the app as it is now; what is wrong with single functions is among its errors.
     *
     * @throws InvalidAppException if something all of its functions need is wrong
     */
    App load();

    /** What the app's host has when the app cannot run: its settings, as far as they can be read, and no functions. */
    App withoutFunctions();

    /**
     * Returns a class of the app that was loaded last, if a build has removed it and is about to write it again; what there is
     * of the app now is no state of it. As long as that is so, nothing can be said about the app.
     */
    Optional<Path> unfinishedBuild();

    /** The files whose change is a reason to read the app again; loading it may make them others. */
    AppFiles files();

    /** Lets go of what was made for {@code app} alone, which runs no more. */
    void release(App app);

    @Override
    void close();

    /** An app that never changes. */
    static AppLocation of(App app) {
        return new AppLocation() {
            @Override
            public App load() {
                return app;
            }

            @Override
            public App withoutFunctions() {
                return app.withoutFunctions();
            }

            @Override
            public Optional<Path> unfinishedBuild() {
                return Optional.empty();
            }

            @Override
            public AppFiles files() {
                return AppFiles.none(app.root());
            }

            @Override
            public void release(App other) {
                // Nothing was made for it.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
