namespace SmartCityPia.Data.Samples;

/// <summary>Something that came with the sample services, so that they can be removed as one.</summary>
public sealed class SampleRow
{
    /// <summary>An assessment or an organisation.</summary>
    public required Guid RowId { get; init; }

    /// <summary>The assessment's stamp when it was loaded: another one says that somebody worked on it since. Null for an organisation.</summary>
    public Guid? Stamp { get; init; }

    /// <summary>When it was last changed by loading it.</summary>
    public required DateTimeOffset LoadedAt { get; init; }
}
