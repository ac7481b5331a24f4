package dev.nephelite.function.trigger;

import dev.nephelite.function.app.App;
import dev.nephelite.function.app.BindingDefinition;
import dev.nephelite.function.app.FunctionDefinition;
import dev.nephelite.function.app.TypeDeclaration;
import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.expression.ExpressionNames;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A type of trigger: everything that the host knows about it. Types have no state; what they keep for an app is in the
 * {@link ListenerFactory} that {@link #listenerFactory} makes. CONTRIBUTING.md says where a new type is added.
 */
public interface TriggerType extends TypeDeclaration {
    /** Makes the factory for one app. It does nothing, and in particular does not contact storage, until a listener starts. */
    ListenerFactory listenerFactory(HostContext host);

    /**
     * The attribute that names what the trigger listens to, such as {@code queueName}; null if there is none. Lists of
     * functions show its value.
     */
    default @Nullable String sourceAttribute() {
        return null;
    }

    /**
     * The names that binding expressions of a function may use.
     *
     * @param trigger the binding of this type
     */
    default ExpressionNames expressionNames(BindingDefinition trigger, AppSettings settings) {
        return ExpressionNames.ANY;
    }

    /**
     * What the functions of an app ask for that has no effect or a surprising one, one sentence each with the remedy.
     *
     * @param functions of this type, without errors
     */
    default List<String> warnings(List<FunctionDefinition> functions, App app) {
        return List.of();
    }

    /** What happens when a function of this type fails. */
    default RetryRule retryRule() {
        return RetryRule.NONE;
    }

    /** Whether two listeners of one function must never run at the same time, not even while the app is reloaded. */
    default boolean hasExclusiveListener() {
        return false;
    }

    /**
     * Whether the retry policy of a function or of {@code host.json} is followed.
     *
     * @param otherwise a sentence that says how failed events are retried if no policy is followed; empty if they are not
     * @see <a
     *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retries">Retries</a>
     */
    record RetryRule(boolean followsPolicy, Optional<String> otherwise) {
        /** No policy is followed, and nothing is retried. */
        public static final RetryRule NONE = new RetryRule(false, Optional.empty());

        public static final RetryRule POLICY = new RetryRule(true, Optional.empty());

        /** No policy is followed, but events are retried in another way. */
        public static RetryRule of(String otherwise) {
            return new RetryRule(false, Optional.of(otherwise));
        }
    }
}
