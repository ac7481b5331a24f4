package dev.nephelite.cli.process;

import dev.nephelite.cli.config.InvalidConfigException;
import dev.nephelite.cli.remote.RemoteServer.NotRunningException;
import dev.nephelite.emulator.store.disk.DataDamagedException;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.config.InvalidAppException.NoAppException;
import dev.nephelite.function.app.config.InvalidAppException.UnknownRuntimeException;
import picocli.CommandLine.IExitCodeExceptionMapper;
import picocli.CommandLine.ParameterException;

/** The exit codes of failed commands; docs/cli.md lists them all. */
public final class ExitCodes implements IExitCodeExceptionMapper {
    /** The program is not ready, or was not within {@code --timeout}. */
    public static final int NOT_READY_IN_TIME = 9;

    /** The function that was invoked has failed. */
    public static final int FUNCTION_FAILED = 10;

    /** The program did not stop within its time limit, and ended itself. */
    public static final int NOT_STOPPED_IN_TIME = 11;

    /** The data folder is damaged, or a repair could not bring everything back. */
    public static final int DATA_DAMAGED = 12;

    /** Code of the app called {@code System.exit}, whose own exit code could be one of these. */
    public static final int APP_EXITED = 13;

    /** The command of {@code exec} took longer than it was given. */
    public static final int COMMAND_TIMED_OUT = 124;

    /** The command of {@code exec} cannot be run. */
    static final int COMMAND_NOT_RUNNABLE = 126;

    /** There is no such command to {@code exec}. */
    static final int COMMAND_NOT_FOUND = 127;

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int PORT_TAKEN = 3;
    private static final int DATA_FOLDER = 4;
    private static final int NO_APP = 5;
    private static final int UNKNOWN_RUNTIME = 6;
    private static final int INVALID_APP = 7;
    private static final int NOTHING_RUNS = 8;

    @Override
    public int getExitCode(Throwable failure) {
        if (failure instanceof ParameterException || failure instanceof InvalidConfigException) {
            return WRONG_USAGE;
        }
        if (failure instanceof PortInUseException) {
            return PORT_TAKEN;
        }
        if (failure instanceof NotRunningException) {
            return NOTHING_RUNS;
        }
        if (failure instanceof DataFolderException) {
            return DATA_FOLDER;
        }
        if (failure instanceof DataDamagedException) {
            return DATA_DAMAGED;
        }
        return failure instanceof InvalidAppException invalid ? ofApp(invalid) : FAILED;
    }

    private static int ofApp(InvalidAppException invalid) {
        if (invalid instanceof NoAppException) {
            return NO_APP;
        }
        return invalid instanceof UnknownRuntimeException ? UNKNOWN_RUNTIME : INVALID_APP;
    }
}
