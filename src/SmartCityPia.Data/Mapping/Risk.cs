using SmartCityPia.Domain.Risks;

namespace SmartCityPia.Data.Mapping;

internal sealed class RiskMapping : AssessmentRowMapping<Risk>;
