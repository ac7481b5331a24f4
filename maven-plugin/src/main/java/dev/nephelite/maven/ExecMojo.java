package dev.nephelite.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Runs a command, such as a test run in another language, with Nephelite for as long as it runs. The command finds the
 * addresses in its environment, as with {@code nephelite exec}. The build fails if the command does.
 */
@Mojo(
        name = "exec",
        defaultPhase = LifecyclePhase.INTEGRATION_TEST,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class ExecMojo extends ProgramMojo {
    /** The command, a line for the shell: {@code sh}, or {@code cmd} on Windows. */
    @Parameter(property = "nephelite.command", required = true)
    private String command;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            return;
        }
        int exitCode = run(arguments());
        if (exitCode != 0) {
            throw new MojoFailureException("The command '" + command + "' has exit code " + exitCode + ".");
        }
    }

    private List<String> arguments() throws MojoExecutionException {
        List<String> arguments = new ArrayList<>();
        arguments.add("exec");
        arguments.addAll(appArguments());
        arguments.addAll(List.of("--no-build", "--exit-with-parent"));
        add(arguments, "--port", functionPort());
        arguments.addAll(storageArguments(null));
        arguments.add("--");
        arguments.addAll(File.separatorChar == '\\' ? List.of("cmd", "/c") : List.of("sh", "-c"));
        arguments.add(command);
        return arguments;
    }
}
