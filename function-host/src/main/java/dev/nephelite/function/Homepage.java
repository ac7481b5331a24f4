package dev.nephelite.function;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.admin.AdminPaths;
import java.util.List;

/** The page at the host's root URL: shows that the host runs, and its functions. */
final class Homepage {
    private Homepage() {}

    static Response of(List<HostedFunction> functions) {
        StringBuilder items = new StringBuilder();
        functions.forEach(function -> items.append(item(function)));
        String page = """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Nephelite function host</title></head>
                <body>
                <h1>Your function app is up and running</h1>
                <ul>
                %s</ul>
                <p><a href="%s">Status of the host</a> &middot;
                <a href="%s">Functions as JSON</a></p>
                </body>
                </html>
                """.formatted(items, AdminPaths.STATUS, AdminPaths.FUNCTIONS);
        return Response.of(200)
                .header("Content-Type", "text/html; charset=utf-8")
                .body(Body.text(page));
    }

    private static String item(HostedFunction function) {
        String name = escaped(function.name());
        String text = function.url() == null
                ? name + ": " + escaped(function.triggerType())
                : name + ": " + String.join(", ", function.methods()) + " " + link(function.url());
        return "<li>" + text + note(function) + "</li>\n";
    }

    /** A route with parameters is not linked, because it cannot be opened as it is. */
    private static String link(String url) {
        String text = escaped(url);
        return url.contains("{") ? text : "<a href=\"" + text + "\">" + text + "</a>";
    }

    private static String note(HostedFunction function) {
        if (!function.errors().isEmpty()) {
            return " (in error: " + escaped(String.join(" ", function.errors())) + ")";
        }
        return function.disabled() ? " (disabled)" : "";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
