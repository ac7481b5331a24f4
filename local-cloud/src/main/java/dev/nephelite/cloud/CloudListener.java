package dev.nephelite.cloud;

import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.debugger.DebuggerHold;
import dev.nephelite.function.invocation.EndedInvocation;
import java.util.Optional;

/**
 * Is notified when the state of a {@link LocalCloud} changes.
 *
 * <p>Unless they say otherwise, the methods are called on threads of the cloud, so they must return soon, and must not close
 * it.
 */
public interface CloudListener {
    /** Storage accepts requests, and the data folder is locked. The app, if there is one, has not been looked for. */
    default void storageStarted(LocalCloud cloud) {
        // A listener may be interested in other changes only.
    }

    /** Storage accepts requests, and the app, if there is one, has been loaded for the first time. */
    default void ready(LocalCloud cloud) {
        // A listener may be interested in other changes only.
    }

    /**
     * The app cannot be loaded. It is loaded when a change of its files has corrected it.
     *
     * @see FunctionApp#reloadOnChange
     */
    default void appFailed(LocalCloud cloud, InvalidAppException reason) {
        // A listener may be interested in other changes only.
    }

    /** The data folder was deleted or replaced while it was in use, so that what was written since then is lost. */
    default void dataFolderLost(LocalCloud cloud, DataFolderException reason) {
        // A listener may be interested in other changes only.
    }

    /**
     * A debugger holds functions, of which this is notified once a second, or holds nothing any more.
     *
     * @param hold what it holds now; empty if it holds nothing
     */
    default void debuggerHolds(LocalCloud cloud, Optional<DebuggerHold> hold) {
        // A listener may be interested in other changes only.
    }

    /** A function has run, or could not be run. Called for every attempt, after its last line has been logged. */
    default void invocationEnded(LocalCloud cloud, EndedInvocation invocation) {
        // A listener may be interested in other changes only.
    }

    /**
     * A client of the control plane wants the cloud to stop. By default, this closes it. Called on a thread of its own.
     *
     * @see LocalCloudBuilder#controlPort
     */
    default void stopRequested(LocalCloud cloud) {
        cloud.close();
    }

    /** Everything has stopped: the cloud was closed, or could not start. */
    default void closed(LocalCloud cloud) {
        // A listener may be interested in other changes only.
    }
}
