// Invented needs in Spanish, as many as asked, all different: what a test of search works on where real texts are absent.
import { seededRandom } from "#analysis/shuffle/random.ts";

const OPENINGS = [
  "Necesitamos",
  "Pedimos",
  "Solicitamos a la alcaldía",
  "Hace falta",
  "Queremos",
  "Es urgente",
  "Ojalá nos ayuden con",
  "Proponemos",
  "Llevamos años esperando",
  "La comunidad pide",
  "Nos preocupa que no haya",
  "Que por fin llegue",
];

const WORKS = [
  "pavimentar la vía principal",
  "la reparación del puente colgante",
  "un acueducto con agua potable",
  "alcantarillado y pozos sépticos",
  "más alumbrado público",
  "un médico permanente en el puesto de salud",
  "medicamentos y ambulancia",
  "la ampliación del colegio",
  "transporte escolar",
  "restaurante escolar todos los días",
  "una biblioteca con internet",
  "canchas de fútbol y baloncesto",
  "una escuela de música y danza",
  "un centro de vida para adultos mayores",
  "una guardería para hijos de madres trabajadoras",
  "créditos para pequeños productores de café",
  "un mercado campesino los domingos",
  "asistencia técnica para sembrar plátano y cacao",
  "un centro de acopio de leche",
  "la limpieza de la quebrada",
  "reforestar el nacimiento de agua",
  "recolección de basuras y reciclaje",
  "esterilización de perros y gatos",
  "control de la minería ilegal",
  "un muro de contención en la ladera",
  "títulos de propiedad de las viviendas",
  "mejoramiento de vivienda y baterías sanitarias",
  "subsidios de vivienda nueva",
  "cámaras de seguridad",
  "patrullajes de la policía en la noche",
  "atención psicológica para víctimas del conflicto",
  "rutas contra la violencia hacia las mujeres",
  "rampas y andenes para sillas de ruedas",
  "intérpretes de lengua de señas",
  "formación en oficios para jóvenes",
  "empleo en las obras del municipio",
  "una emisora comunitaria",
  "señal de celular",
  "gas domiciliario",
  "un parque infantil con juegos",
  "semáforos y reductores de velocidad",
  "una ciclorruta hasta el centro",
  "buses hasta las nueve",
  "un polideportivo cubierto",
  "apoyo a las guardias indígenas",
  "un consejo comunitario con sede propia",
  "promover el turismo de aves",
  "recuperar la plaza de mercado",
  "una casa de la cultura",
  "becas para estudiar en la universidad",
];

const PLACES = [
  "en la vereda El Porvenir",
  "en el barrio La Esperanza",
  "en el corregimiento San Antonio",
  "en la vereda Alto Bonito",
  "junto al colegio Simón Bolívar",
  "a la salida del pueblo",
  "cerca del polideportivo",
  "en el sector de La Ceiba",
  "en la calle quinta",
  "en la urbanización Los Guaduales",
  "por la carretera vieja",
  "en la zona rural",
  "en el resguardo",
  "al lado de la estación",
  "en las veredas de la cordillera",
];

const REASONS = [
  "porque en invierno quedamos incomunicados",
  "porque los niños caminan más de una hora",
  "para que no se enfermen los abuelos",
  "ya que las familias viven de eso",
  "porque el último arreglo fue hace diez años",
  "para que los jóvenes no se vayan",
  "pues hay accidentes cada semana",
  "porque nadie responde cuando llamamos",
  "para vender lo que cosechamos",
  "porque de noche da miedo pasar",
  "para que las mujeres tengan ingresos propios",
  "porque el agua llega sucia",
  "y así cuidamos el medio ambiente",
  "pues pagamos impuestos como todos",
  "y la gente quiere participar en la obra",
  "",
];

/** `count` different needs; the same count gives the same needs. At most 144,000 exist. */
export function inventedNeeds(count: number): string[] {
  const random = seededRandom("invented needs");
  const pick = (list: readonly string[]): string => list[random.below(list.length)] ?? "";
  const needs = new Set<string>();
  while (needs.size < count) {
    needs.add(`${pick(OPENINGS)} ${pick(WORKS)} ${pick(PLACES)} ${pick(REASONS)}`.trim());
  }
  return [...needs];
}
