namespace SmartCityPia.Domain.Catalogue;

/// <summary>The parts of the ecosystem's privacy plan: the plan itself, three arrangements, five processes.</summary>
public enum PlanPart
{
    Plan, Governance, SupplyChain, DataManagement, GovernanceProcess, DataProcess, RiskProcess, EngineeringProcess, EngagementProcess,
}

/// <summary>Where the records are that a point of the plan is answered from.</summary>
public enum PlanPlace
{
    Versions, Points, Participants, Organisations, Services, Datasets, Flows, Links, Risks, Measures, People, Reviews, Descriptions, Actions, Settings, Questions,
}

/// <summary>That a point of the plan is answered from the records.</summary>
public sealed record PlanFeedSource
{
    public required PlanPlace Place { get; init; }

    /// <summary>The records alone show no more than this, however complete they are.</summary>
    public PlanScore? Most { get; init; }
}

/// <summary>How far a point of the plan is.</summary>
public enum PlanScore { Absent, Planned, Partly, Done, NotApplicable }

/// <summary>One point of the ecosystem's privacy plan, in our own words.</summary>
public sealed record PlanQuestion
{
    /// <summary>Two letters and a number, such as GB01.</summary>
    public required string Id { get; init; }
    public required PlanPart Part { get; init; }

    /// <summary>Its part is not covered while it is less than partly done.</summary>
    public required bool Key { get; init; }

    /// <summary>The clause of ISO/IEC TS 27570:2021 that it follows, for the reader who holds it.</summary>
    public required string Clause { get; init; }
    public required string Question { get; init; }

    /// <summary>What would show it.</summary>
    public required string Evidence { get; init; }

    /// <summary>What to do while it is not done.</summary>
    public required string Next { get; init; }

    /// <summary>Null where only a person can answer.</summary>
    public PlanFeedSource? Feed { get; init; }
    public required string Source { get; init; }
    public required Certainty Certainty { get; init; }
}
