package dev.nephelite.function.worker;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.ValueInstantiators;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;

/**
 * Makes objects of classes that have no constructor without parameters, the way deserialisation in the JDK does: no
 * code of the class runs, its fields are filled in afterwards.
 */
final class BareInstances extends ValueInstantiators.Base {
    @Override
    public ValueInstantiator findValueInstantiator(
            DeserializationConfig config, BeanDescription description, ValueInstantiator standard) {
        Class<?> type = description.getBeanClass();
        boolean bare = !standard.canCreateUsingDefault()
                && !type.isRecord()
                && !Modifier.isAbstract(type.getModifiers())
                && type.getClassLoader() != null;
        return bare ? new Bare(type) : standard;
    }

    private static final class Bare extends ValueInstantiator.Base {
        Bare(Class<?> type) {
            super(type);
        }

        @Override
        public boolean canInstantiate() {
            return true;
        }

        @Override
        public boolean canCreateUsingDefault() {
            return true;
        }

        @Override
        public Object createUsingDefault(DeserializationContext context) throws IOException {
            try {
                // Part of every JDK since 1.3, but hidden from a compiler that is told which release to compile for.
                Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
                Constructor<?> constructor = (Constructor<?>) factory.getMethod(
                                "newConstructorForSerialization", Class.class, Constructor.class)
                        .invoke(
                                factory.getMethod("getReflectionFactory").invoke(null),
                                getValueClass(),
                                Object.class.getConstructor());
                return constructor.newInstance();
            } catch (ReflectiveOperationException impossible) {
                throw new IOException("Cannot make a " + getValueClass().getName(), impossible);
            }
        }
    }
}
