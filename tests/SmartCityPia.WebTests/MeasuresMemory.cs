using Xunit;

namespace SmartCityPia.WebTests;

/// <summary>Tests that measure the memory of the whole process run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuresMemory
{
    public const string Name = "Measures memory";
}
