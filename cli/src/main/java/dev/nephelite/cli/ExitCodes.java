package dev.nephelite.cli;

import dev.nephelite.emulator.store.DataFolderException;
import picocli.CommandLine.IExitCodeExceptionMapper;
import picocli.CommandLine.ParameterException;

/** What the exit code says about why a command failed; the README lists them all. */
final class ExitCodes implements IExitCodeExceptionMapper {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int PORT_TAKEN = 3;
    private static final int DATA_FOLDER = 4;

    @Override
    public int getExitCode(Throwable failure) {
        if (failure instanceof ParameterException) {
            return WRONG_USAGE;
        }
        if (failure instanceof PortTakenException) {
            return PORT_TAKEN;
        }
        return failure instanceof DataFolderException ? DATA_FOLDER : FAILED;
    }
}
