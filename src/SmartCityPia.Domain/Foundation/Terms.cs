namespace SmartCityPia.Domain.Foundation;

// Terms that the catalogue and the dossiers share; their words are in Terms.resx.

public enum Answer { Yes, No, Unsure }

/// <summary>Where a service sits in the city's ICT reference framework (ISO/IEC 30145).</summary>
public enum IctLayer { Business, Knowledge, Engineering }

/// <summary>The legal bases of GDPR Article 6(1), in its order.</summary>
public enum LegalBasis { Consent, Contract, LegalObligation, VitalInterests, PublicTask, LegitimateInterests }

/// <summary>What a body is to this service (roles of ISO/IEC 29100 and GDPR).</summary>
public enum StakeholderRole { Controller, JointController, Processor, SubProcessor, ThirdParty, Representative, SupervisoryAuthority }

/// <summary>About whom one record speaks.</summary>
public enum DataLevel { Individual, Household, Aggregate }

/// <summary>The four levels of both scales (the shape of ISO/IEC 29134 annex A); the number is the level.</summary>
public enum Level { Negligible = 1, Limited = 2, Significant = 3, Maximum = 4 }

public enum RiskZone { Low, Medium, High }

/// <summary>The seven LINDDUN threat types.</summary>
public enum ThreatType { Linking, Identifying, NonRepudiation, Detecting, DataDisclosure, Unawareness, NonCompliance }

/// <summary>What screening says about the need for a privacy impact assessment.</summary>
public enum ScreeningOutcome { Undecided, Needed, NotNeeded }
