using Inference.Commands;
using Inference.Settings;
using Microsoft.Extensions.Options;

namespace Inference.Hosting;

/// <summary>Finds everything that is wrong with the configuration: names that do not exist, values that do not convert, values out of their limits.</summary>
internal sealed class ConfigurationCheck
{
    private readonly IConfigurationRoot _configuration;
    private readonly SettingSchema _schema;
    private readonly Func<string, bool> _isForeign;
    private readonly List<string> _problems = [];
    private IReadOnlyList<string> _switches = [];

    private ConfigurationCheck(IConfigurationRoot configuration, SettingSchema schema, Func<string, bool> isForeign) =>
        (_configuration, _schema, _isForeign) = (configuration, schema, isForeign);

    /// <summary>
    /// Begins before anything reads the settings of the registered options classes. Values that do not convert are recorded as problems and replaced, so that
    /// the others can be validated; with any problem the process does not start.
    /// </summary>
    /// <param name="builder">With all options registered.</param>
    /// <param name="line">The command line that its configuration has.</param>
    /// <param name="isForeign">Whether a name that no options class has is a setting of other processes of the product.</param>
    public static ConfigurationCheck Begin(WebApplicationBuilder builder, CommandLine line, Func<string, bool>? isForeign = null)
    {
        var check = new ConfigurationCheck(builder.Configuration, SettingSchema.Of(OptionsIn(builder.Services)), isForeign ?? (_ => false));
        builder.Services.AddSingleton(check);
        check._switches = line.Switches;
        check._problems.AddRange(line.Problems);
        check._problems.AddRange(line.WithoutValue.Select(check.DescribeWithoutValue));
        check._problems.AddRange(check.UnknownNames());
        check.CheckValues();
        check._problems.AddRange(ServerAddresses.Problems(builder.Configuration));
        return check;
    }

    /// <summary>The settings that the process has.</summary>
    public IEnumerable<string> Names => _schema.Names;

    /// <summary>The lines about names that do not exist.</summary>
    public IEnumerable<string> UnknownNames() => GivenSettings.In(_configuration, _schema).Where(name => !IsKnown(name)).Select(DescribeUnknown);

    /// <summary>All problems, a line each, once the application is built.</summary>
    public IReadOnlyList<string> Complete(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (Exception exception) when (StartupErrors.Of(exception) is { Count: > 0 } invalid)
        {
            _problems.AddRange(invalid);
        }

        return [.. _problems.Distinct(StringComparer.Ordinal)];
    }

    /// <exception cref="ConfigurationException">There are problems.</exception>
    public void EnsureValid(IServiceProvider services)
    {
        if (Complete(services) is { Count: > 0 } problems)
        {
            throw new ConfigurationException(problems);
        }
    }

    private static IEnumerable<Type> OptionsIn(IServiceCollection services) => services
        .Select(service => service.ServiceType)
        .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() is var kind && (kind == typeof(IConfigureOptions<>) || kind == typeof(IValidateOptions<>)))
        .Select(type => type.GenericTypeArguments[0])
        .Where(type => SettingSchema.SectionOf(type) is not null)
        .Distinct();

    private bool IsKnown(string name) => FrameworkSettings.Has(name) || _schema.Find(name) is not null || _isForeign(name);

    private void CheckValues()
    {
        var given = GivenSettings.In(_configuration, _schema).Where(name => _schema.Find(name) is not null);
        foreach (var problem in given.Select(name => _schema.Check(name, _configuration[name])).OfType<SettingProblem>().ToArray())
        {
            _problems.Add(problem.Text);
            _configuration[problem.Path] = problem.Setting?.Default ?? "";
        }
    }

    private string DescribeUnknown(string name)
    {
        if (FrameworkSettings.NameHere(name) is { } meant)
        {
            return $"There is no setting {name}. Did you mean {meant}?";
        }

        return NearestSetting.Of(name, FrameworkSettings.Names) is { } nearest && !_schema.Unknown(name).EndsWith('?')
            ? $"There is no setting {name}. Did you mean {nearest}?"
            : _schema.Unknown(name);
    }

    private string DescribeWithoutValue(string name) => (IsKnown(name), NearestSetting.Of($"--{name}", _switches)) switch
    {
        (true, _) => $"{name}: has no value, write --{name}=VALUE",
        (_, { } command) => $"There is no command --{name}. Did you mean {command}?",
        _ => DescribeUnknown(name),
    };
}

/// <summary>The configuration cannot be used.</summary>
internal sealed class ConfigurationException(IReadOnlyList<string> problems) : Exception(string.Join("; ", problems))
{
    /// <summary>A line each.</summary>
    public IReadOnlyList<string> Problems => problems;
}
