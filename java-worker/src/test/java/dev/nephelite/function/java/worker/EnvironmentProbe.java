package dev.nephelite.function.java.worker;

import dev.nephelite.function.java.worker.jvm.PublishedSettings;
import java.util.Map;

/** A program that shows itself a setting, tells where it is to be seen, takes it back and tells again. */
public final class EnvironmentProbe {
    private EnvironmentProbe() {}

    public static void main(String[] arguments) {
        PublishedSettings settings = new PublishedSettings();
        PublishedSettings.Published published = settings.publish(
                Map.of("NEPHELITE_PROBE", "seen"),
                (level, category, message) -> System.out.println("closed: " + message));
        System.out.println("getenv: " + System.getenv("NEPHELITE_PROBE"));
        System.out.println("map: " + System.getenv().get("NEPHELITE_PROBE"));
        System.out.println("property: " + System.getProperty("NEPHELITE_PROBE"));
        System.out.println("child: " + new ProcessBuilder().environment().get("NEPHELITE_PROBE"));
        published.close();
        System.out.println("after: " + System.getenv("NEPHELITE_PROBE"));
    }
}
