package dev.nephelite.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the project and runs Nephelite, with the functions of the project if there are any, until it is interrupted. The
 * ports and the data folder are those of {@code nephelite start} in the folder of the project. The app is reloaded when its
 * classes change.
 */
@Mojo(name = "run", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class RunMojo extends ProgramMojo {
    /** The exit codes of a program that somebody has stopped: in order, by Ctrl-C, by SIGTERM. */
    private static final Set<Integer> STOPPED = Set.of(0, 130, 143);

    /** The port of the function host, as for {@code azure-functions:run}. */
    @Parameter(property = "funcPort")
    private @Nullable Integer funcPort;

    /** Opens a debugger port on the JVM that runs the functions, as for {@code azure-functions:run}. */
    @Parameter(property = "enableDebug", defaultValue = "false")
    private boolean enableDebug;

    /** The port for debuggers, and whether the functions wait for one, as for {@code azure-functions:run}. */
    @Parameter(property = "localDebugConfig", defaultValue = DebuggerArguments.DEFAULT)
    private String localDebugConfig = DebuggerArguments.DEFAULT;

    @Override
    public void execute() throws MojoExecutionException {
        if (isSkipped()) {
            return;
        }
        int exitCode = run(arguments());
        if (!STOPPED.contains(exitCode)) {
            throw new MojoExecutionException("Nephelite has ended with exit code " + exitCode + "; see above.");
        }
    }

    private List<String> arguments() throws MojoExecutionException {
        List<String> arguments = new ArrayList<>();
        arguments.add("start");
        arguments.addAll(appArguments());
        arguments.add("--exit-with-parent");
        add(arguments, "--port", funcPort == null ? functionPort() : funcPort);
        if (enableDebug) {
            arguments.addAll(DebuggerArguments.of(localDebugConfig));
        }
        arguments.addAll(storageArguments(null));
        return arguments;
    }
}
