using System.Diagnostics.Metrics;

namespace Inference.Infrastructure;

/// <summary>Meters of one test, and what was measured with them.</summary>
internal sealed class TestMeters : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly MeterListener _listener = new();
    private readonly List<Instrument> _instruments = [];
    private readonly List<Measured> _measured = [];

    public TestMeters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_meters.Contains(instrument.Meter))
            {
                _instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Add(instrument, value, labels));
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Add(instrument, value, labels));
        _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Add(instrument, value, labels));
        _listener.Start();
    }

    public IReadOnlyList<Instrument> Instruments => _instruments;

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    /// <summary>The sum of what was measured under labels, such as <c>queue=model,model=slow</c>.</summary>
    public double SumOf(string instrument, string labels = "")
    {
        lock (_measured)
        {
            return _measured.Where(measured => measured.Name == instrument && measured.Labels == labels).Sum(measured => measured.Value);
        }
    }

    /// <summary>Asks for what is measured only then.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = new List<string>();
        foreach (var (name, label) in labels)
        {
            text.Add($"{name}={label}");
        }

        lock (_measured)
        {
            _measured.Add(new Measured(instrument.Name, string.Join(',', text), value));
        }
    }

    private sealed record Measured(string Name, string Labels, double Value);
}
