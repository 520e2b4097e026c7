namespace SmartCityPia.Domain.Foundation;

// Terms used by both the catalogue and the dossiers. Their labels are in Terms.resx.

public enum Answer { Yes, No, Unsure }

/// <summary>Where a service sits in the city's ICT reference framework (ISO/IEC 30145).</summary>
public enum IctLayer { Business, Knowledge, Engineering }

/// <summary>The legal bases of GDPR Article 6(1), in its order.</summary>
public enum LegalBasis { Consent, Contract, LegalObligation, VitalInterests, PublicTask, LegitimateInterests }

/// <summary>The conditions of GDPR Article 9(2), in its order; last, that such data is not made use of.</summary>
public enum SpecialCondition
{
    ExplicitConsent, Employment, VitalInterests, Members, MadePublic, LegalClaims, PublicInterest, Care, PublicHealth, Research, NotDrawn,
}

/// <summary>What allows data on offences (GDPR Article 10); last, that it is not made use of.</summary>
public enum OffenceGround { OfficialAuthority, Law, NotDrawn }

/// <summary>How a purpose stands to the one that its data was collected for (GDPR Article 6(4)).</summary>
public enum FurtherUse { CollectedForIt, Compatible, Consent, Law }

/// <summary>The role of an organisation in a service (ISO/IEC 29100 and GDPR).</summary>
public enum StakeholderRole { Controller, JointController, Processor, SubProcessor, ThirdParty, Representative, SupervisoryAuthority }

/// <summary>Whether one record is about a person, a household or a group.</summary>
public enum DataLevel { Individual, Household, Aggregate }

/// <summary>The four levels of severity and likelihood (after ISO/IEC 29134, annex A). The numeric value is the level.</summary>
public enum Level { Negligible = 1, Limited = 2, Significant = 3, Maximum = 4 }

public enum RiskZone { Low, Medium, High }

/// <summary>The seven LINDDUN threat types.</summary>
public enum ThreatType { Linking, Identifying, NonRepudiation, Detecting, DataDisclosure, Unawareness, NonCompliance }

/// <summary>Whether the screening found that a privacy impact assessment is needed.</summary>
public enum ScreeningOutcome { Undecided, Needed, NotNeeded }
