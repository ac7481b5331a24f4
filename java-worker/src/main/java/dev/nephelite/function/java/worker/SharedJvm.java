package dev.nephelite.function.java.worker;

import dev.nephelite.function.java.worker.jvm.DefaultTls;
import dev.nephelite.function.java.worker.jvm.PublishedSettings;

/**
 * What all apps in this JVM share, consecutive ones included.
 *
 * @param settings publishes the settings of apps
 * @param tls publishes which servers clients of apps trust
 * @param console knows what calls print
 */
public record SharedJvm(PublishedSettings settings, DefaultTls tls, ConsoleOutput console) {}
