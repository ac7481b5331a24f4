package dev.nephelite.cli.help;

import dev.nephelite.cli.options.LogOptions;
import dev.nephelite.cli.output.LogPrinter;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.emulator.value.NearestName;
import dev.nephelite.function.log.LogEntry;
import dev.nephelite.function.log.LogLine;
import dev.nephelite.function.worker.LogLevel;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains an invalid command line in one line: what is wrong, and what to do. */
public final class UsageErrorPrinter {
    private UsageErrorPrinter() {}

    /** Prints the explanation and returns the exit code. */
    public static int report(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        String message = message(wrong, command, List.of(arguments));
        if (LogOptions.wantJson(arguments)) {
            LogLine line = LogLine.of(LogLevel.ERROR, "Nephelite", message);
            new LogPrinter(err, true, false).print(new LogEntry(1, new SystemClock().now(), line));
        } else {
            err.println(PrintableText.of("nephelite: " + message));
            if (arguments.length == 0) {
                command.usage(err);
            }
        }
        err.flush();
        return command.getExitCodeExceptionMapper().getExitCode(wrong);
    }

    private static String message(ParameterException wrong, CommandLine command, List<String> arguments) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, command);
        }
        String message = typed(wrong, arguments);
        String sentence = message.endsWith(".") || message.endsWith("?") ? message : message + ".";
        // Our own messages already say what to do.
        return wrong.getClass() == ParameterException.class && command.getParent() != null
                ? sentence
                : sentence + " " + helpOf(command);
    }

    /** The message with the name of the option that was typed, where it uses another name of that option. */
    private static String typed(ParameterException wrong, List<String> arguments) {
        String message = String.valueOf(wrong.getMessage());
        if (!(wrong.getArgSpec() instanceof OptionSpec option)) {
            return message;
        }
        return arguments.stream()
                .flatMap(argument -> Arrays.stream(option.names()).filter(name -> isNamed(name, argument)))
                .findFirst()
                .map(name -> message.replace("'" + option.longestName() + "'", "'" + name + "'"))
                .orElse(message);
    }

    /** Whether an argument begins with an option; the value of one with a single letter may follow without a space. */
    private static boolean isNamed(String option, String argument) {
        return argument.equals(option)
                || argument.startsWith(option + "=")
                || (option.length() == 2 && argument.startsWith(option));
    }

    private static String unmatched(UnmatchedArgumentException unmatched, CommandLine command) {
        String first = unmatched.getUnmatched().get(0);
        if (unmatched.isUnknownOption()) {
            String guess = NearestName.of(name(first), options(command))
                    .map(option -> " Did you mean " + option + "?")
                    .orElse("");
            return "There is no option '" + first + "'." + guess + " " + helpOf(command);
        }
        if (command.getParent() != null) {
            return "'" + first + "' is one argument too many. " + helpOf(command);
        }
        return "There is no command '" + first + "'. The commands are: "
                + String.join(", ", command.getSubcommands().keySet()) + ".";
    }

    /** An option without its value. */
    private static String name(String argument) {
        return argument.split("=", 2)[0];
    }

    /** The long names of the options that the help explains. */
    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Arrays.stream(option.names()))
                .filter(option -> option.startsWith("--"))
                .toList();
    }

    private static String helpOf(CommandLine command) {
        return "'" + command.getCommandSpec().qualifiedName() + " --help' explains "
                + (command.getParent() == null ? "the commands." : "its options.");
    }
}
