package dev.nephelite.cli.profile;

import dev.nephelite.cli.output.FailureText;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cloud.FunctionApp;
import dev.nephelite.function.worker.ProfileRecording.CpuSampler;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The profile of a whole run of a program, which {@code nephelite start --profile} writes at its end. */
public final class StartProfile {
    private final ProfileFiles files;
    private final CpuSampler sampler;
    private final PrintWriter err;

    private StartProfile(ProfileFiles files, CpuSampler sampler, PrintWriter err) {
        this.files = files;
        this.sampler = sampler;
        this.err = err;
    }

    /** Refuses a recording that cannot be written, and files that no earlier profile has written. */
    public static void requireReplaceable(CommandSpec command, Path recording) throws IOException {
        ProfileFiles.of(recording).requireReplaceable(command, "--profile");
    }

    /** Prepares the profile. */
    public static StartProfile of(Path recording, CpuSampler sampler, PrintWriter err) throws IOException {
        ProfileFiles files = ProfileFiles.of(recording);
        files.prepare();
        err.println("Profile: will be written to " + recording + " at the end.");
        return new StartProfile(files, sampler, err);
    }

    /** {@code app}, recorded as long as it runs. */
    public FunctionApp recorded(FunctionApp app) {
        return app.recordIn(files.folder(), sampler);
    }

    /** Writes the profile and prints its summary, after the app has been closed. */
    public void finish() {
        try {
            List<FunctionProfile> profiles = files.complete(function -> true);
            if (profiles.isEmpty()) {
                err.println("Profile: " + files.recording() + " is written. No function has run.");
                return;
            }
            ProfileSummary.lines(profiles).forEach(line -> err.println(PrintableText.of(line)));
            err.println("Profile: the recording is " + files.recording() + ", the flame graphs are in " + files.folder()
                    + ".");
        } catch (IOException unwritable) {
            err.println("nephelite: --profile: " + files.recording() + " cannot be written: "
                    + FailureText.reason(unwritable));
        } finally {
            err.flush();
        }
    }
}
