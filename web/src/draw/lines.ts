// The program that draws relationships: a curve from node to node, plain or
// dashed, with an arrowhead at its end. Sigma has no dashed line of its own.

import { EdgeProgram } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

/** What the program reads of a relationship beside sigma's own. */
export interface LineData extends EdgeDisplayData {
  /** How far the middle stands off the straight line, in lengths of it; a long line bows less. */
  bend: number;
  /** Pixels from one dash to the next; 0 for a plain line. */
  dash: number;
  /** 1 with an arrowhead, 0 without. */
  arrow: number;
  /** From 0, not to be seen, to 1. */
  opacity: number;
}

const segments = 20;
const uniforms = ["u_matrix", "u_viewport", "u_sizeRatio", "u_pixelRatio"] as const;

// What the first shader hands to the second.
const varyings = /* glsl */ `
varying vec4 v_color;
varying float v_along;
varying float v_length;
varying float v_side;
varying float v_half;
varying float v_dash;
varying float v_arrow;
`;

// Everything is reckoned in pixels of the screen: dashes and arrowheads keep
// their size whatever the zoom.
const vertexShader = /* glsl */ `
attribute vec2 a_source;
attribute vec2 a_target;
attribute vec4 a_shape; // thickness, bend, dash, arrow with the opacity as its fraction
attribute vec2 a_radii;
attribute vec4 a_color;
attribute vec4 a_id;
attribute vec2 a_step;  // how far along, which side

uniform mat3 u_matrix;
uniform vec2 u_viewport;
uniform float u_sizeRatio;
${varyings}
vec2 pixels(vec2 position) {
  return (u_matrix * vec3(position, 1.0)).xy * u_viewport * 0.5;
}

void main() {
  vec2 a = pixels(a_source);
  vec2 b = pixels(a_target);
  vec2 chord = b - a;
  float span = max(length(chord), 0.001);
  vec2 across = vec2(-chord.y, chord.x) / span;
  // A long line bows no further than a short one, or it would leave the picture.
  vec2 control = (a + b) * 0.5 + across * clamp(span * a_shape.y * 2.0, -90.0, 90.0);

  float total = (span + distance(a, control) + distance(control, b)) * 0.5;
  vec2 trim = min(a_radii / u_sizeRatio + vec2(0.0, 1.0), vec2(total * 0.45)) / total;
  float t = mix(trim.x, 1.0 - trim.y, a_step.x);
  vec2 at = mix(mix(a, control, t), mix(control, b, t), t);
  vec2 tangent = normalize(mix(control - a, b - control, t) + chord * 0.0001);
  vec2 normal = vec2(-tangent.y, tangent.x);

  v_half = a_shape.x * 0.5 / sqrt(u_sizeRatio);
  v_arrow = step(1.0, a_shape.w) * max(7.0, v_half * 5.0);
  float reach = max(v_half, v_arrow * 0.5) + 3.0;
  v_side = a_step.y * reach;
  v_length = total * (1.0 - trim.x - trim.y);
  v_along = a_step.x * v_length;
  v_dash = a_shape.z;
  gl_Position = vec4((at + normal * v_side) * 2.0 / u_viewport, 0.0, 1.0);

  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = vec4(a_color.rgb, fract(a_shape.w) * 1.25);
  #endif
}
`;

const fragmentShader = /* glsl */ `
precision highp float;

uniform float u_pixelRatio;
${varyings}
void main() {
  float left = v_length - v_along;
  bool head = left < v_arrow;
  float half_ = head ? left * 0.42 : v_half;

  #ifdef PICKING_MODE
  // A thin line is hard to hit.
  if (abs(v_side) > max(half_, 3.0)) discard;
  gl_FragColor = v_color;
  #else
  if (!head && v_dash > 0.0 && fract(v_along / v_dash) > 0.55) discard;
  float feather = 0.5 / u_pixelRatio;
  float seen = v_color.a * (1.0 - smoothstep(half_ - feather, half_ + feather, abs(v_side)));
  gl_FragColor = vec4(v_color.rgb * seen, seen);
  #endif
}
`;

function strip(): number[][] {
  return Array.from({ length: (segments + 1) * 2 }, (_, i) => [Math.floor(i / 2) / segments, i % 2 === 0 ? 1 : -1]);
}

export class LineProgram extends EdgeProgram<(typeof uniforms)[number]> {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } = WebGLRenderingContext;
    return {
      VERTICES: (segments + 1) * 2,
      VERTEX_SHADER_SOURCE: vertexShader,
      FRAGMENT_SHADER_SOURCE: fragmentShader,
      METHOD: TRIANGLE_STRIP,
      UNIFORMS: uniforms,
      ATTRIBUTES: [
        { name: "a_source", size: 2, type: FLOAT },
        { name: "a_target", size: 2, type: FLOAT },
        { name: "a_shape", size: 4, type: FLOAT },
        { name: "a_radii", size: 2, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_step", size: 2, type: FLOAT }],
      CONSTANT_DATA: strip(),
    };
  }

  override processVisibleItem(id: number, at: number, source: NodeDisplayData, target: NodeDisplayData, data: EdgeDisplayData): void {
    const line = data as LineData;
    const { array } = this;
    array[at] = source.x;
    array[at + 1] = source.y;
    array[at + 2] = target.x;
    array[at + 3] = target.y;
    array[at + 4] = line.size;
    array[at + 5] = line.bend;
    array[at + 6] = line.dash;
    array[at + 7] = line.arrow + Math.min(line.opacity, 0.999) * 0.8;
    array[at + 8] = source.size;
    array[at + 9] = target.size;
    array[at + 10] = floatColor(line.color);
    array[at + 11] = id;
  }

  override setUniforms(params: RenderParams, { gl, uniformLocations }: { gl: WebGLRenderingContext; uniformLocations: Record<(typeof uniforms)[number], WebGLUniformLocation> }): void {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
    gl.uniform2f(uniformLocations.u_viewport, params.width, params.height);
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniform1f(uniformLocations.u_pixelRatio, params.pixelRatio);
  }
}

/** The same program, which draws nothing as long as the picture moves. */
export function restingLines(isMoving: () => boolean): typeof LineProgram {
  return class extends LineProgram {
    override render(params: RenderParams): void {
      if (!isMoving()) super.render(params);
    }
  };
}
