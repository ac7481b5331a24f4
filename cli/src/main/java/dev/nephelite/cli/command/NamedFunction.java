package dev.nephelite.cli.command;

import dev.nephelite.function.FunctionList;
import dev.nephelite.function.FunctionList.HostedFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The function of an app that a command line names. */
final class NamedFunction {
    private NamedFunction() {}

    /**
     * Finds the function, whatever the case of its name.
     *
     * @throws ParameterException if there is none; the message names the functions of the app
     */
    static HostedFunction in(FunctionList app, String name, CommandSpec command) {
        return app.functions().stream()
                .filter(function -> function.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "There is no function '" + name + "'. " + described(app)));
    }

    private static String described(FunctionList app) {
        return app.functions().isEmpty()
                ? "The app has no functions."
                : app.functions().stream()
                        .map(HostedFunction::name)
                        .collect(Collectors.joining(", ", "The app has: ", "."));
    }
}
