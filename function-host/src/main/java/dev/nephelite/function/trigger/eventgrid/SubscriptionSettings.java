package dev.nephelite.function.trigger.eventgrid;

import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The app settings that stand for the event subscription of a function, such as
 * {@code AzureWebJobs.Upload.EventGrid.SubjectBeginsWith}. They are called as the properties of subscriptions are. For
 * environments whose names have no dots, underscores may stand in their place.
 */
final class SubscriptionSettings {
    private static final Set<String> KNOWN = ignoringCase(List.of(
            "Enabled",
            "Source",
            "IncludedEventTypes",
            "SubjectBeginsWith",
            "SubjectEndsWith",
            "IsSubjectCaseSensitive",
            "EventDeliverySchema",
            "MaxDeliveryAttempts",
            "EventTimeToLiveInMinutes",
            "DeadLetterContainer"));

    private static final int MOST_ATTEMPTS = 30;
    private static final int MINUTES_OF_A_DAY = 1440;

    private final String prefix;
    private final Map<String, String> values;

    private SubscriptionSettings(String prefix, Map<String, String> values) {
        this.prefix = prefix;
        this.values = values;
    }

    static EventSubscription of(FunctionDefinition function, AppSettings appSettings) {
        String prefix = "AzureWebJobs." + function.name() + ".EventGrid.";
        Map<String, String> values = appSettings.beginningWith(prefix.replace('.', '_'));
        values.putAll(appSettings.beginningWith(prefix));
        SubscriptionSettings own = new SubscriptionSettings(prefix, values);
        own.values.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidAppException("There is no setting '%s%s'. Known are %s."
                            .formatted(prefix, name, String.join(", ", KNOWN)));
                });
        @Nullable String sources = own.text("Source");
        return new EventSubscription(
                function,
                own.flag("Enabled", true),
                sources == null ? null : list(sources),
                ignoringCase(list(own.text("IncludedEventTypes"))),
                own.text("SubjectBeginsWith", ""),
                own.text("SubjectEndsWith", ""),
                own.flag("IsSubjectCaseSensitive", false),
                own.read("EventDeliverySchema", null, DeliverySchema::parse),
                own.number("MaxDeliveryAttempts", MOST_ATTEMPTS),
                Duration.ofMinutes(own.number("EventTimeToLiveInMinutes", MINUTES_OF_A_DAY)),
                own.text("DeadLetterContainer"));
    }

    private @Nullable String text(String name) {
        @Nullable String value = values.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private String text(String name, String otherwise) {
        @Nullable String value = text(name);
        return value == null ? otherwise : value;
    }

    private boolean flag(String name, boolean otherwise) {
        String value = text(name, Boolean.toString(otherwise));
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw refusal(name, value, "must be true or false");
        }
        return Boolean.parseBoolean(value);
    }

    /** The greatest number that Event Grid accepts is also what it assumes. */
    private int number(String name, int greatest) {
        String value = text(name, Integer.toString(greatest));
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw refusal(name, value, "must be a whole number from 1 to " + greatest);
        }
        throw refusal(name, value, "must be a whole number from 1 to " + greatest);
    }

    private <T> @Nullable T read(String name, @Nullable T otherwise, Function<String, T> parser) {
        @Nullable String value = text(name);
        try {
            return value == null ? otherwise : parser.apply(value);
        } catch (IllegalArgumentException refused) {
            throw refusal(name, String.valueOf(value), String.valueOf(refused.getMessage()));
        }
    }

    private InvalidAppException refusal(String name, String value, String rule) {
        return new InvalidAppException("The setting '%s%s' is '%s', but it %s.".formatted(prefix, name, value, rule));
    }

    private static List<String> list(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(element -> !element.isEmpty())
                        .toList();
    }

    private static Set<String> ignoringCase(List<String> texts) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(texts);
        return set;
    }
}
