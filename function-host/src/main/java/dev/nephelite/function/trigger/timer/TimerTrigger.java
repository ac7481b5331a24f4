package dev.nephelite.function.trigger.timer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.function.app.App;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.config.TimeSpan;
import dev.nephelite.function.expression.ExpressionNames;
import dev.nephelite.function.trigger.HostContext;
import dev.nephelite.function.trigger.Listener;
import dev.nephelite.function.trigger.ListenerFactory;
import dev.nephelite.function.trigger.TriggerEvent;
import dev.nephelite.function.trigger.TriggerEvent.Delivery;
import dev.nephelite.function.trigger.TriggerType;
import dev.nephelite.function.trigger.timer.schedule.Schedule;
import dev.nephelite.function.trigger.timer.schedule.TimeZones;
import dev.nephelite.function.why.Fact;
import dev.nephelite.function.why.PastRuns;
import dev.nephelite.function.why.Subject;
import dev.nephelite.function.worker.TypedData;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Runs a function on a schedule. */
public final class TimerTrigger implements TriggerType {
    @Override
    public String name() {
        return "timerTrigger";
    }

    @Override
    public String sourceAttribute() {
        return "schedule";
    }

    @Override
    public ExpressionNames expressionNames(BindingDefinition trigger, AppSettings settings) {
        return ExpressionNames.of(List.of("TimerTrigger"));
    }

    /** Of the types supported here, only timers follow a policy, as in the cloud. */
    @Override
    public RetryRule retryRule() {
        return RetryRule.POLICY;
    }

    @Override
    public boolean hasExclusiveListener() {
        return true;
    }

    @Override
    public List<String> warnings(List<FunctionDefinition> functions, App app) {
        List<String> warnings = new ArrayList<>();
        if (!functions.isEmpty()) {
            timeZone(app).ifPresent(warnings::add);
        }
        functions.forEach(function -> days(function, app).ifPresent(warnings::add));
        return warnings;
    }

    private static Optional<String> timeZone(App app) {
        @Nullable String zone = app.settings().value(TimeZones.SETTING);
        if (zone == null || zone.isBlank() || TimeZones.find(zone).isPresent()) {
            return Optional.empty();
        }
        return Optional.of("The setting " + TimeZones.SETTING + " is '" + zone + "', which is not a time zone."
                + " Timers follow UTC, as in the cloud. Use a name such as Europe/Berlin, or, for an app that runs"
                + " on Windows, one such as 'W. Europe Standard Time'.");
    }

    private static Optional<String> days(FunctionDefinition function, App app) {
        String schedule = Definition.resolved(function.trigger().text("schedule", ""), app.settings());
        return TimeSpan.likelyMeant(schedule)
                .map(meant -> ("Function '%s' runs every %s days: its schedule '%s' is a number of days, hours and"
                                + " minutes, as in the cloud. For %s hours, write '%s'.")
                        .formatted(
                                function.name(),
                                TimeSpan.parse(schedule).toDays(),
                                schedule,
                                schedule.substring(0, schedule.indexOf(':')),
                                meant));
    }

    @Override
    public ListenerFactory listenerFactory(HostContext host) {
        return new TimerListenerFactory(host, new ConcurrentHashMap<>());
    }

    /** @param listeners by the name of their function */
    private record TimerListenerFactory(HostContext host, Map<String, TimerListener> listeners)
            implements ListenerFactory {
        @Override
        public Listener listener(FunctionDefinition function) {
            TimerListener listener =
                    new TimerListener(Definition.of(function, host.app().settings()), host);
            listeners.put(function.name(), listener);
            return listener;
        }

        @Override
        public List<Fact> explain(FunctionDefinition function, Subject subject, PastRuns past) {
            return new TimerExplainer(
                            Definition.of(function, host.app().settings()), host, listeners.get(function.name()), past)
                    .explain(subject);
        }

        @Override
        public TriggerEvent manualEvent(FunctionDefinition function, String input) {
            Definition timer = Definition.of(function, host.app().settings());
            ZonedDateTime now = host.clocks().cloud().now().atZone(timer.zone());
            @Nullable
            TimerStatus status = timer.monitored()
                    ? new TimerStatus.StatusBlob(function.name(), host)
                            .load(timer.zone())
                            .orElse(null)
                    : null;
            return Reason.MANUAL.triggerEvent(timer.schedule(), status, now, now);
        }
    }

    /**
     * What a timer trigger declares, with settings resolved.
     *
     * @param zone whose local time the schedule follows
     * @param runOnStartup whether the function also runs whenever the host starts
     * @param monitored whether a status is stored, so that missed runs are detected
     */
    record Definition(
            FunctionDefinition function, Schedule schedule, ZoneId zone, boolean runOnStartup, boolean monitored) {
        static Definition of(FunctionDefinition function, AppSettings appSettings) {
            BindingDefinition binding = function.trigger();
            Schedule schedule = schedule(binding.requireText("schedule").strip(), appSettings);
            return new Definition(
                    function,
                    schedule,
                    zone(appSettings),
                    binding.flag("runOnStartup", false),
                    binding.flag("useMonitor", true) && !schedule.firesMoreThanOnceAMinute());
        }

        /** Only a schedule that consists of a setting reference is replaced by the value of the setting. */
        private static String resolved(String text, AppSettings appSettings) {
            return text.matches("%[^%]+%") ? appSettings.resolve(text) : text;
        }

        private static Schedule schedule(String text, AppSettings appSettings) {
            try {
                return Schedule.parse(resolved(text, appSettings));
            } catch (IllegalArgumentException refused) {
                throw new InvalidAppException(String.valueOf(refused.getMessage()), refused);
            }
        }

        /** An unknown time zone means UTC, as in the runtime on Linux; {@link TimerTrigger#warnings} reports it. */
        private static ZoneId zone(AppSettings appSettings) {
            @Nullable String name = appSettings.value(TimeZones.SETTING);
            return name == null || name.isBlank()
                    ? ZoneId.systemDefault()
                    : TimeZones.find(name).orElse(ZoneOffset.UTC);
        }
    }

    /** Why a timer runs its function, and the resulting trigger event. */
    enum Reason {
        ON_SCHEDULE(""),
        PAST_DUE("IsPastDue"),
        ON_STARTUP("RunOnStartup"),
        MANUAL("");

        private final String unscheduledReason;

        Reason(String unscheduledReason) {
            this.unscheduledReason = unscheduledReason;
        }

        /**
         * The trigger event of a run.
         *
         * @param status before this run; null if none is stored
         * @param due when the function should have run
         */
        TriggerEvent triggerEvent(
                Schedule schedule, @Nullable TimerStatus status, ZonedDateTime due, ZonedDateTime now) {
            String moment = TimerStatus.FULL.format(now);
            Map<String, String> details = new LinkedHashMap<>();
            if (!unscheduledReason.isEmpty()) {
                details.put("UnscheduledInvocationReason", unscheduledReason);
                details.put("OriginalSchedule", TimerStatus.FULL.format(due));
            }
            TriggerEvent event = new TriggerEvent(
                    this == MANUAL ? TriggerEvent.MANUAL : "Timer fired at " + moment,
                    details,
                    new TypedData.Json(payload(schedule, status).toString()),
                    Map.of("TimerTrigger", new TypedData.Text(moment)));
            boolean scheduled = this == ON_SCHEDULE || this == PAST_DUE;
            return scheduled ? event.delivered(Delivery.onceAfter(due.toInstant())) : event;
        }

        private ObjectNode payload(Schedule schedule, @Nullable TimerStatus status) {
            ObjectNode payload = JsonNodeFactory.instance.objectNode();
            payload.putObject("Schedule").put("AdjustForDST", schedule.adjustsForDaylightSaving());
            payload.set("ScheduleStatus", status == null ? payload.nullNode() : status.shown());
            return payload.put("IsPastDue", this == PAST_DUE);
        }
    }
}
