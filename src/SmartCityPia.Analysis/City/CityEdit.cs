namespace SmartCityPia.Analysis.City;

/// <summary>One change to a city, tried without saving anything.</summary>
public abstract record CityEdit
{
    private CityEdit()
    {
    }

    /// <summary>A column is left out of a dataset or of a flow, and of every copy made from it.</summary>
    public sealed record RemoveField(string Holding, string Type) : CityEdit;

    /// <summary>A dataset's field becomes a coarser type, and flows that passed the finer one pass the coarser one.</summary>
    public sealed record CoarsenField(string Dataset, string Type, string Coarser) : CityEdit;

    /// <summary>A flow and every copy made from its copy go.</summary>
    public sealed record DropFlow(string Flow) : CityEdit;

    /// <summary>A dataset and every copy made from it go.</summary>
    public sealed record DropDataset(string Dataset) : CityEdit;

    /// <summary>An organisation goes with its datasets, the flows to it, and every copy made from either.</summary>
    public sealed record DropOrganisation(string Organisation) : CityEdit;

    /// <summary>A control of the city's list is applied to a dataset or flow, after those already there.</summary>
    public sealed record ApplyControl(string Holding, string Control) : CityEdit;

    /// <summary>A control is taken off a dataset or flow.</summary>
    public sealed record WithdrawControl(string Holding, string Control) : CityEdit;

    /// <summary>
    /// Something planned is added: organisations, datasets, flows, rules, keys, controls. What is already there under
    /// the same id and is equal is not added twice; the same id with another meaning is an error of the edited city.
    /// </summary>
    public sealed record Add(CityInput Part) : CityEdit;
}
