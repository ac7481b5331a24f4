package dev.nephelite.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.InstanceOptions.Dashboard;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.process.Browser;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nephelite open}: the dashboard in the browser. */
@Command(
        name = "open",
        description = "Open the dashboard of the running program in a web browser, and print its URL.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class OpenCommand implements Callable<Integer> {
    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Dashboard dashboard = instance.dashboard();
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                output.json() ? new JsonMapper().writeValueAsString(Map.of("url", dashboard.url())) : dashboard.url());
        out.flush();
        try {
            // Without the token, because other users of this machine can see the command lines of programs.
            Browser.of(System.getProperty("os.name")).open(dashboard.url());
        } catch (IOException noBrowser) {
            output.error(spec, "no browser was opened (" + noBrowser.getMessage() + "). Open this URL yourself.");
        }
        if (dashboard.needsToken()) {
            output.note(spec, "the page asks once for the token, which is the controlToken in endpoints.json");
        }
        return 0;
    }
}
